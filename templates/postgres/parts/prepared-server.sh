# ─── The new server ────────────────────────────────────────────────────────────────────────────────────────────────────
prepare() { # prepare [VOLUME…]: those that may be replaced although they have rows that are nowhere else
  local tables lost
  if has_volume "$NEW"; then
    start_new
    case $(marked) in
      'nexus: took over '*)
        lost=$(written)
        [[ -z $lost ]] || among "$NEW" "$@" || fail "$NEW has rows that are in no other volume. Keep them, or say its name: scripts/cut-over.sh run --replace $NEW"$'\n'"$(sed -E 's/^(.*)\|([0-9]+)\|([0-9]+)\|rows$/  \1: \2 written, \3 of the carried ones changed or deleted/' <<<"$lost")" 3
        ;;
      'nexus: taking over '*) say 'the last run was interrupted: beginning again' ;;
      *)
        tables=$(new_tables)
        ((tables == 0)) || fail "$NEW has $tables tables that this script did not bring: the platform was started before the data was here. If they are not wanted: docker compose down, docker volume rm $NEW, and run this again" 3
        ;;
    esac
    docker compose rm --stop --force "$SERVER" >/dev/null 2>&1
    docker volume rm -- "$NEW" >/dev/null
  fi
  start_new
}

# Rows whose last change is younger than the copy, and rows of the copy that are not there any more.
written() {
  local name=$DATABASE
  new_psql --dbname="$name" <<'SQL'
SELECT to_regclass('nexus_cut_over.rows') IS NOT NULL AS known \gset
\if :known
SELECT format('SELECT %L, young, %s - (total - young), ''rows'' FROM (SELECT count(*) AS total, count(*) FILTER (WHERE age(xmin) <= age(%L::xid)) AS young FROM ONLY %I.%I) r WHERE young > 0 OR %2$s > total - young',
  n.nspname || '.' || c.relname, coalesce(k.count, 0), (SELECT max(mark::text) FROM nexus_cut_over.rows), n.nspname, c.relname)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN nexus_cut_over.rows k ON k.schema = n.nspname AND k.name = c.relname
  WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'nexus_cut_over') AND c.relname <> '_prisma_migrations' ORDER BY n.nspname, c.relname \gexec
\endif
SQL
}
