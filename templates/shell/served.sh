# Of two that can be read: what is wrong with one by itself has been said.
pair() { # pair CERTIFICATE KEY
  local certificate=$1 key=$2
  [[ -f $FOLDER/$certificate && -r $FOLDER/$certificate && -f $FOLDER/$key && -r $FOLDER/$key ]] || return 0
  if has "$certificate" "$IS_KEY" && has "$key" "$IS_CERTIFICATE" && ! has "$certificate" "$IS_CERTIFICATE"; then
    printf 'secrets: %s and %s are swapped\n' "$certificate" "$key" >&2
    return 0
  fi
  has "$certificate" "$IS_CERTIFICATE" && has "$key" "$IS_KEY" || return 0
  # What is kept of them: of a key that can't be read, nothing.
  ask "$work/$certificate.1" && [[ -n $public_key && -s $work/$key.public ]] || return 0
  if [[ $public_key != "$(<"$work/$key.public")" ]]; then
    wrong "$key" "does not belong to the certificate in $FOLDER/$certificate" \
      "Supply both of one issue, the server's certificate first in its file"
    return 0
  fi
}

warn() { # warn NAME PROBLEM
  printf 'secrets: warning: %s/%s %s\n' "$FOLDER" "$1" "$2" >&2
}

# A weak one ends nginx at its start, with OpenSSL as its images have it (security level 2): "ee key too small" and the like.
strong() { # strong NAME WHICH, of the certificate that was asked
  case $algorithm in
    rsaEncryption | rsassaPss)
      ((${bits:-4096} >= 2040)) ||
        wrong "$1" "has an RSA key of $bits bits, too few for nginx$2" 'Make one of 2048 or more, and have it signed'
      ;;
    id-ecPublicKey)
      ((${bits:-256} >= 224)) ||
        wrong "$1" "has an elliptic key of $bits bits, too few for nginx$2" 'Make one of 256 or more, and have it signed'
      ;;
    dsaEncryption)
      ((${bits:-2048} >= 2040)) ||
        wrong "$1" "has a DSA key of $bits bits, too few for nginx$2" 'Make an elliptic one of 256 or more, and have it signed'
      ;;
  esac
  # Nobody asks for the signature of one that signs itself.
  if [[ $subject_hash == "$issuer_hash" ]]; then return 0; fi
  # rsassaPss names its hash apart.
  [[ $signature != rsassaPss* ]] || signature="RSA-PSS and ${hash%% *}"
  case $signature in
    [Mm][Dd][45]* | [Ss][Hh][Aa]1* | *[\ -][Ss][Hh][Aa]1 | [Rr][Ii][Pp][Ee][Mm][Dd]*)
      signature=$(LC_ALL=C tr '[:upper:]' '[:lower:]' <<<"$signature")
      wrong "$1" "is signed with $signature, too weak for nginx$2" 'Have it signed with SHA-256'
      ;;
  esac
}

# Of one that a server shows: what nginx and browsers refuse.
served() { # served CERTIFICATE [HOST…]
  local name=$1 number=1 which='' host
  shift
  while [[ -e $work/$name.$number ]]; do
    ((number == 1)) || which=": number $number of the chain"
    ask "$work/$name.$number" || return 0
    strong "$name" "$which"
    number=$((number + 1))
  done
  # The rest is for the first alone.
  ask "$work/$name.1" && [[ $subject != *localhost ]] || return 0
  case $usage in
    '' | *'TLS Web Server Authentication'* | *'Any Extended Key Usage'*) ;;
    *) warn "$name" 'is not for servers (extendedKeyUsage has no serverAuth), and browsers refuse it' ;;
  esac
  if [[ -z $names ]]; then
    warn "$name" "has names in its subject alone, and browsers refuse it: ask for a subjectAltName${*:+ with $*}"
    return 0
  fi
  for host in "$@"; do
    # What is in the list needs no openssl; without a name of the DNS there, it takes the subject's.
    [[ ",${names// /}," == *",DNS:$host,"* ]] ||
      [[ $names == *DNS:* && $(x509 -in "$work/$name.1" -checkhost "$host" || true) != *'NOT match'* ]] ||
      warn "$name" "is not for $host"
  done
}
