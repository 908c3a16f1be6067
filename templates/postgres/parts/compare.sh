rows=0

compare_database() { # compare_database NAME [SNAPSHOT]: what the old server shows in a snapshot, where one is given
  local name=$1 snapshot=${2-} begin=
  # Sequences are no part of a snapshot.
  [[ -z $snapshot ]] || begin="BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET TRANSACTION SNAPSHOT '$snapshot';"
  { printf '%s\n' "$begin" && cat "$work/describe.sql"; } | old_psql --dbname="$name" --file=- | { if [[ -z $snapshot ]]; then cat; else sed '/^sequence /d'; fi; } >"$work/old"
  new_psql --dbname="$(name_of "$name")" --file=- <"$work/describe.sql" | { if [[ -z $snapshot ]]; then cat; else sed '/^sequence /d'; fi; } >"$work/new"
  if ! diff "$work/old" "$work/new" >"$work/diff"; then
    head -20 "$work/diff" >&2
    fail "database $name differs (<: old, >: new); the old volume $OLD has all of it" 4
  fi
  rows=$((rows + $(awk -F'|' '/^rows of / { n += $(NF - 1) } END { print n + 0 }' "$work/new")))
}

check_collation() { # the new database's own order of texts
  local collation
  collation=$(new_psql --dbname=postgres --set=name="$DATABASE" <<<"SELECT coalesce(to_jsonb(d)->>'datlocale', to_jsonb(d)->>'daticulocale', d.datcollate) || ' ' || coalesce(to_jsonb(d)->>'datlocprovider', 'c') FROM pg_database d WHERE datname = :'name'")
  [[ ${collation,,} == "${LOCALE,,} ${PROVIDER:0:1}" || $PROVIDER != icu ]] || fail "the new database sorts by $collation, not by $LOCALE of $PROVIDER" 4
}

cat >"$work/describe.sql" <<'SQL'
SET search_path = '';
SET client_encoding = 'UTF8';
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET intervalstyle = 'postgres';
SET extra_float_digits = 3;
SET bytea_output = 'hex';
\set own '(SELECT c.oid, c.relkind, c.relowner FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname !~ ''^pg_'' AND n.nspname <> ''information_schema'' AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = ''pg_class''::regclass AND d.objid = c.oid AND d.deptype = ''e'')) own'
SELECT 'relation', relkind, own.oid::regclass, relowner::regrole FROM :own ORDER BY own.oid::regclass::text COLLATE "C";
SELECT 'column', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull, attcollation::regcollation
  FROM pg_attribute WHERE attrelid IN (SELECT own.oid FROM :own WHERE relkind IN ('r', 'p', 'v', 'm', 'f')) AND attnum > 0 AND NOT attisdropped
  ORDER BY attrelid::regclass::text COLLATE "C", attname COLLATE "C";
SELECT 'constraint', conrelid::regclass, conname, contype, convalidated FROM pg_constraint
  WHERE conrelid IN (SELECT own.oid FROM :own) AND contype <> 'n' ORDER BY conrelid::regclass::text COLLATE "C", conname COLLATE "C";
SELECT 'trigger', tgrelid::regclass, tgname FROM pg_trigger WHERE tgrelid IN (SELECT own.oid FROM :own) AND NOT tgisinternal
  ORDER BY tgrelid::regclass::text COLLATE "C", tgname COLLATE "C";
SELECT 'function', p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
  ORDER BY p.oid::regprocedure::text COLLATE "C";
SELECT 'extension', extname FROM pg_extension ORDER BY extname COLLATE "C";
SELECT 'unfit index', indexrelid::regclass FROM pg_index WHERE NOT indisvalid AND indrelid IN (SELECT own.oid FROM :own);
SELECT format('SELECT %L, last_value, is_called FROM %s', 'sequence ' || own.oid::regclass, own.oid::regclass)
  FROM :own WHERE relkind = 'S' ORDER BY own.oid::regclass::text COLLATE "C" \gexec
SELECT format('SELECT %L, count(*), coalesce(sum((''x'' || substr(md5(convert_to(nexus_row::text, ''UTF8'')), 1, 15))::bit(60)::bigint), 0) FROM ONLY %s AS nexus_row',
  'rows of ' || own.oid::regclass, own.oid::regclass) FROM :own WHERE relkind IN ('r', 'm') ORDER BY own.oid::regclass::text COLLATE "C" \gexec
SELECT 'large objects', count(*) FROM pg_largeobject_metadata;
SQL
