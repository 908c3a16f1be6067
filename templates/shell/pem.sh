# Certificates and keys by themselves.
has() { # has NAME PATTERN
  local LC_ALL=C part label="-----BEGIN ($2)-----"
  while IFS= read -r -d '' part || [[ -n $part ]]; do
    if [[ $part =~ $label ]]; then return 0; fi
  done <"$FOLDER/$1"
  return 1
}

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

# Everything about a certificate from one call of openssl, which takes longest here; the answer is kept. The public key comes
# last: openssl ends at one that it does not know. Fails if there is no certificate.
ask() { # ask FILE
  local LC_ALL=C line date='^[A-Z][a-z][a-z] +[0-9]+ [0-9]+:[0-9]+:[0-9.]+ [0-9]+'
  [[ -e $1.facts ]] ||
    x509 -in "$1" -subject_hash -issuer_hash -subject -startdate -enddate -text -pubkey >"$1.facts" || true
  subject_hash='' issuer_hash='' subject='' not_before='' not_after=''
  algorithm='' bits='' signature='' hash='' usage='' names='' public_key=''
  while IFS= read -r line; do
    if [[ -n $public_key ]]; then
      public_key+=$'\n'$line
      continue
    fi
    case $line in
      '-----BEGIN PUBLIC KEY-----') public_key=$line ;;
      [0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f])
        if [[ -z $subject_hash ]]; then subject_hash=$line; else issuer_hash=$line; fi
        ;;
      subject=*) subject=$line ;;
      notBefore=*) not_before=${line#*=} ;;
      notAfter=*) not_after=${line#*=} ;;
      *'Signature Algorithm: '*) signature=${signature:-${line##*: }} ;;
      *' Hash Algorithm: '*) hash=${hash:-${line##*: }} ;;
      *'Public Key Algorithm: '*) algorithm=${algorithm:-${line##*: }} ;;
      *Public[-\ ]'Key: ('[0-9]*' bit'*)
        line=${line#*\(}
        bits=${bits:-${line%% bit*}}
        ;;
      *'X509v3 Extended Key Usage'*) [[ -n $usage ]] || IFS= read -r usage ;;
      *'X509v3 Subject Alternative Name'*) [[ -n $names ]] || IFS= read -r names ;;
    esac
  done <"$1.facts"
  [[ $not_before =~ $date && $not_after =~ $date ]]
}

# `Nov  7 05:46:18 2026 GMT` as seconds since 1970, in $moment. Years begin in March here, so that a leap day is the last.
seconds() { # seconds DATE
  local all=JanFebMarAprMayJunJulAugSepOctNovDec month day clock year hour minute second before days
  read -r month day clock year _ <<<"$1"
  IFS=: read -r hour minute second <<<"$clock"
  before=${all%%"$month"*}
  month=$((${#before} / 3 + 1))
  if ((month < 3)); then year=$((year - 1)); fi
  days=$((365 * year + year / 4 - year / 100 + year / 400 + (153 * ((month + 9) % 12) + 2) / 5 + day - 719469))
  moment=$((((days * 24 + 10#$hour) * 60 + 10#$minute) * 60 + 10#${second%%.*}))
}

certificate() { # certificate NAME
  local file=$FOLDER/$1 number=1 one which='' last='' now from moment
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
    printf 'secrets: warning: %s contains a private key as well. Leave the certificates alone in it\n' "$file" >&2
  split "$1"
  now=$(date -u +%s)
  while one=$work/$1.$number && [[ -e $one ]]; do
    ((number == 1)) || which=": number $number of the chain"
    if ! ask "$one"; then
      wrong "$1" "contains a certificate that can't be read$which" 'It may have been cut off: copy it again'
      return 0
    fi
    seconds "$not_before"
    from=$moment
    seconds "$not_after"
    if ((moment <= now)); then
      wrong "$1" "has expired on $not_after$which" 'Renew it'
    elif ((from > now)); then
      wrong "$1" "is not valid before $not_before$which" "Check this machine's clock"
    elif ((moment <= now + 14 * 24 * 60 * 60)); then
      printf 'secrets: warning: %s expires on %s%s. Renew it\n' "$file" "$not_after" "$which" >&2
    fi
    if [[ -n $last && $last != "$subject_hash" ]]; then
      wrong "$1" "is out of order: certificate $number is not the issuer of the one before it" \
        "Put the server's certificate first, then its issuer, and so on"
    fi
    last=$issuer_hash
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
  elif ! openssl pkey -in "$file" -pubout -passin pass: >"$work/$1.public" 2>/dev/null; then
    wrong "$1" "is a private key that can't be read" 'It may have been cut off: copy it again'
  else
    content "$1" lines
  fi
}
