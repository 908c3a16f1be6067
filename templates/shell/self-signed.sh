# A certificate for localhost. With a key that this run has made, where two certificates share one.
localhost() { # localhost CERTIFICATE KEY; - for one that is not asked for
  local certificate=$1 key=$2 part=$work/key
  if [[ $key != - ]] && there "$key"; then
    if [[ $certificate == - ]] || there "$certificate"; then return; fi
    if [[ ! -e $work/$key.made ]]; then
      wrong "$key" "is there, and $FOLDER/$certificate is not: only one of certificate and key" 'Supply the other, or remove it'
      return
    fi
    part=$work/$key.made
  elif [[ $certificate != - ]] && there "$certificate"; then
    if [[ $key == - ]]; then return; fi
    wrong "$certificate" "is there, and $FOLDER/$key is not: only one of certificate and key" 'Supply the other, or remove it'
    return
  else
    openssl ecparam -name prime256v1 -genkey -noout -out "$part"
  fi
  # Of its own: the one of the system may be missing, or ask questions.
  printf '%s\n' '[req]' 'prompt = no' 'distinguished_name = name' 'x509_extensions = extensions' \
    '[name]' 'CN = localhost' '[extensions]' 'subjectAltName = DNS:localhost, IP:127.0.0.1' \
    'extendedKeyUsage = serverAuth' >"$work/request"
  if [[ $certificate != - ]]; then
    rm -f -- "$FOLDER/$certificate"
    openssl req -x509 -new -sha256 -key "$part" -days 30 -config "$work/request" | keep "$certificate"
    made=$((made + 1))
    say 'made  %s/%s: self-signed, for 30 days' "$FOLDER" "$certificate"
  fi
  if [[ $key != - && ! -e $work/$key.made ]]; then
    cp -- "$part" "$work/$key.made"
    rm -f -- "$FOLDER/$key"
    keep "$key" <"$part"
    made=$((made + 1))
    say 'made  %s/%s' "$FOLDER" "$key"
  fi
}
