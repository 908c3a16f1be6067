# Certificates and keys by themselves.
has() { LC_ALL=C grep -Eq -e "-----BEGIN $2-----" -- "$FOLDER/$1"; } # has NAME PATTERN

readonly IS_CERTIFICATE='(TRUSTED |X509 )?CERTIFICATE' IS_KEY='([A-Z]+ )*PRIVATE KEY'

# A certificate chain, each certificate in a file of its own: $work/NAME.1 is the server's.
split() { # split NAME
  LC_ALL=C awk -v to="$work/$1" '
    /-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----/ { file = to "." ++count }
    file { print > file }
    /-----END / { if (file) close(file); file = "" }
  ' "$FOLDER/$1"
}

x509() { openssl x509 -noout "$@" 2>/dev/null; }

# `notBefore=Nov  7 05:46:18 2026 GMT` as 20261107054618.
stamp() {
  LC_ALL=C awk '{
    sub(/^[^=]*=/, "")
    gsub(/:/, "", $3)
    printf "%04d%02d%02d%06d\n", $4, (index("JanFebMarAprMayJunJulAugSepOctNovDec", $1) + 2) / 3, $2, $3
  }'
}

certificate() { # certificate NAME
  local file=$FOLDER/$1 number=1 one which last=''
  readable "$1" || return 0
  if ! has "$1" "$IS_CERTIFICATE"; then
    if has "$1" "$IS_KEY"; then
      wrong "$1" 'is a private key, not a certificate' 'Put the certificate chain there, and the key into the file of the key'
    elif has "$1" '(NEW )?CERTIFICATE REQUEST'; then
      wrong "$1" 'is a request for a certificate' 'Put there what the authority has sent back'
    elif x509 -inform DER -in "$file"; then
      wrong "$1" 'is a certificate in DER' "Convert it: openssl x509 -inform DER -in $file -out NEW"
    else
      wrong "$1" 'is not a certificate in PEM' 'It begins with -----BEGIN CERTIFICATE-----'
    fi
    return 0
  fi
  content "$1" lines
  ! has "$1" "$IS_KEY" ||
    printf 'secrets-init: warning: %s contains a private key as well. Leave the certificates alone in it\n' "$file" >&2
  split "$1"
  while one=$work/$1.$number && [[ -e $one ]]; do
    which=$([[ $number == 1 ]] || printf ': number %d of the chain' "$number")
    if ! x509 -in "$one"; then
      wrong "$1" "contains a certificate that can't be read$which" 'It may have been cut off: copy it again'
      return 0
    fi
    if ! x509 -in "$one" -checkend 0 >/dev/null; then
      wrong "$1" "has expired on $(x509 -in "$one" -enddate | sed 's/^[^=]*=//')$which" 'Renew it'
    elif (($(x509 -in "$one" -startdate | stamp) > $(date -u +%Y%m%d%H%M%S))); then
      wrong "$1" "is not valid before $(x509 -in "$one" -startdate | sed 's/^[^=]*=//')$which" "Check this machine's clock"
    elif ! x509 -in "$one" -checkend $((14 * 24 * 60 * 60)) >/dev/null; then
      printf 'secrets-init: warning: %s expires on %s%s. Renew it\n' "$file" \
        "$(x509 -in "$one" -enddate | sed 's/^[^=]*=//')" "$which" >&2
    fi
    if [[ -n $last && $last != "$(x509 -in "$one" -subject_hash)" ]]; then
      wrong "$1" "is out of order: certificate $number is not the issuer of the one before it" \
        "Put the server's certificate first, then its issuer, and so on"
    fi
    last=$(x509 -in "$one" -issuer_hash)
    number=$((number + 1))
  done
}

key() { # key NAME
  local file=$FOLDER/$1
  readable "$1" || return 0
  if ! has "$1" "$IS_KEY"; then
    if has "$1" "$IS_CERTIFICATE"; then
      wrong "$1" 'is a certificate, not a private key' 'Put the private key there, and the certificate into its own file'
    elif has "$1" '([A-Z]+ )*PUBLIC KEY'; then
      wrong "$1" 'is a public key' 'Put the private key there'
    elif openssl pkey -inform DER -in "$file" -noout -passin pass: >/dev/null 2>&1; then
      wrong "$1" 'is a key in DER' "Convert it: openssl pkey -inform DER -in $file -out NEW"
    else
      wrong "$1" 'is not a private key in PEM' 'It begins with -----BEGIN PRIVATE KEY-----'
    fi
    return 0
  fi
  if has "$1" 'ENCRYPTED PRIVATE KEY' || grep -q '^Proc-Type: 4,ENCRYPTED' -- "$file"; then
    wrong "$1" 'has a passphrase, which nobody is there to type' "Take it off: openssl pkey -in $file -out NEW"
  elif has "$1" 'OPENSSH PRIVATE KEY'; then
    wrong "$1" 'is a key of OpenSSH' 'Make one with openssl, or convert a copy: ssh-keygen -p -m PEM'
  elif ! openssl pkey -in "$file" -noout -passin pass: >/dev/null 2>&1; then
    wrong "$1" "is a private key that can't be read" 'It may have been cut off: copy it again'
  else
    content "$1" lines
  fi
}
