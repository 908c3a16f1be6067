# Databases keep their names, but for the one that the services use.
name_of() { if [[ $1 == "$OLD_DATABASE" ]]; then printf '%s\n' "$DATABASE"; else printf '%s\n' "$1"; fi; }

# Passwords come from the secret files, by the roles job. \restrict is for dumps of strangers; older versions of psql don't know it.
copy_roles() {
  old_dump pg_dumpall --roles-only --no-role-passwords | sed -E '/^(CREATE|ALTER) ROLE "?postgres"?[ ;]/d; /^\\(un)?restrict /d' | new_psql --dbname=postgres
}

list_databases() {
  old_psql --dbname=postgres --command="SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate ORDER BY datname" </dev/null >"$work/databases"
  grep --quiet --line-regexp --fixed-strings -- "$OLD_DATABASE" "$work/databases" || fail "there is no database $OLD_DATABASE in $OLD"
}

copy_database() { # copy_database NAME [OPTION…]: with options of pg_dump
  local name=$1
  shift
  if [[ $name == "$OLD_DATABASE" || $name == postgres ]]; then
    old_dump pg_dump --format=custom "$@" --dbname="$name" </dev/null |
      docker compose exec --no-TTY "$SERVER" pg_restore --username=postgres --exit-on-error --single-transaction --dbname="$(name_of "$name")"
  else
    old_dump pg_dump --format=custom --create "$@" --dbname="$name" </dev/null |
      docker compose exec --no-TTY "$SERVER" pg_restore --username=postgres --exit-on-error --create --dbname=postgres
  fi
  say "copied database $name"
}

# Settings of roles and databases are no part of a dump of one database.
copy_settings() {
  old_psql --dbname=postgres --set=old="$OLD_DATABASE" --set=new="$DATABASE" >"$work/settings" <<'SQL'
SELECT format('ALTER %s SET %I TO %s;',
  CASE WHEN d.oid IS NULL THEN format('ROLE %I', r.rolname)
       WHEN r.oid IS NULL THEN format('DATABASE %I', d.name)
       ELSE format('ROLE %I IN DATABASE %I', r.rolname, d.name) END,
  split_part(setting, '=', 1),
  CASE WHEN split_part(setting, '=', 1) IN ('search_path', 'temp_tablespaces', 'session_preload_libraries', 'local_preload_libraries')
       THEN substr(setting, strpos(setting, '=') + 1) ELSE quote_literal(substr(setting, strpos(setting, '=') + 1)) END)
FROM pg_db_role_setting s CROSS JOIN unnest(s.setconfig) setting
LEFT JOIN (SELECT oid, CASE datname WHEN :'old' THEN :'new' ELSE datname END AS name FROM pg_database) d ON d.oid = s.setdatabase
LEFT JOIN pg_roles r ON r.oid = s.setrole
WHERE d.oid IS NOT NULL ORDER BY 1;
SQL
  new_psql --dbname=postgres <"$work/settings"
}
