# Of two that can be read: what is wrong with one by itself has been said.
pair() { # pair CERTIFICATE KEY
  local certificate=$1 key=$2 ours theirs
  [[ -f $FOLDER/$certificate && -r $FOLDER/$certificate && -f $FOLDER/$key && -r $FOLDER/$key ]] || return 0
  if has "$certificate" "$IS_KEY" && has "$key" "$IS_CERTIFICATE" && ! has "$certificate" "$IS_CERTIFICATE"; then
    printf 'secrets-init: %s and %s are swapped\n' "$certificate" "$key" >&2
    return 0
  fi
  has "$certificate" "$IS_CERTIFICATE" && has "$key" "$IS_KEY" || return 0
  ours=$(x509 -in "$FOLDER/$certificate" -pubkey) || return 0
  theirs=$(openssl pkey -in "$FOLDER/$key" -pubout -passin pass: 2>/dev/null) || return 0
  if [[ $ours != "$theirs" ]]; then
    wrong "$key" "does not belong to the certificate in $FOLDER/$certificate" \
      "Supply both of one issue, the server's certificate first in its file"
    return 0
  fi
}

warn() { # warn NAME PROBLEM
  printf 'secrets-init: warning: %s/%s %s\n' "$FOLDER" "$1" "$2" >&2
}

# The line after a title in what openssl says of a certificate.
extension() { # extension TITLE TEXT
  LC_ALL=C awk -v title="$1" 'found { print; exit } index($0, title) { found = 1 }' <<<"$2"
}

# A weak one ends nginx at its start, with OpenSSL as its images have it (security level 2): "ee key too small" and the like.
strong() { # strong NAME FILE TEXT WHICH
  local bits signed=''
  bits=$(LC_ALL=C awk '/Public[- ]Key: \([0-9]+ bit/ { gsub(/[^0-9]/, ""); print; exit }' <<<"$3")
  case $3 in
    *'Public Key Algorithm: rsaEncryption'*)
      ((${bits:-4096} >= 2040)) ||
        wrong "$1" "has an RSA key of $bits bits, too few for nginx$4" 'Make one of 2048 or more, and have it signed'
      ;;
    *'Public Key Algorithm: id-ecPublicKey'*)
      ((${bits:-256} >= 224)) ||
        wrong "$1" "has an elliptic key of $bits bits, too few for nginx$4" 'Make one of 256 or more, and have it signed'
      ;;
  esac
  # Nobody asks for the signature of one that signs itself.
  if [[ $(x509 -in "$2" -subject_hash) != "$(x509 -in "$2" -issuer_hash)" ]]; then
    signed=$(LC_ALL=C awk '/Signature Algorithm:/ { print tolower($NF); exit }' <<<"$3")
  fi
  case $signed in
    md5* | sha1* | *-sha1) wrong "$1" "is signed with $signed, too weak for nginx$4" 'Have it signed with SHA-256' ;;
  esac
}

# Of one that a server shows: what nginx and browsers refuse.
served() { # served CERTIFICATE [HOST…]
  local name=$1 number=1 one text='' first='' names usage host
  shift
  while one=$work/$name.$number && [[ -e $one ]]; do
    text=$(x509 -in "$one" -text) || return 0
    [[ $number != 1 ]] || first=$text
    strong "$name" "$one" "$text" "$([[ $number == 1 ]] || printf ': number %d of the chain' "$number")"
    number=$((number + 1))
  done
  one=$work/$name.1
  if [[ -z $first || $(x509 -in "$one" -subject) == *localhost ]]; then return 0; fi
  usage=$(extension 'X509v3 Extended Key Usage' "$first")
  case $usage in
    '' | *'TLS Web Server Authentication'* | *'Any Extended Key Usage'*) ;;
    *) warn "$name" 'is not for servers (extendedKeyUsage has no serverAuth), and browsers refuse it' ;;
  esac
  names=$(extension 'X509v3 Subject Alternative Name' "$first")
  if [[ -z $names ]]; then
    warn "$name" "has names in its subject alone, and browsers refuse it: ask for a subjectAltName${*:+ with $*}"
    return 0
  fi
  for host in "$@"; do
    # Without a name of the DNS there, openssl takes the subject's.
    [[ $names == *DNS:* && $(x509 -in "$one" -checkhost "$host" || true) != *'NOT match'* ]] ||
      warn "$name" "is not for $host"
  done
}
