SET search_path = '';

-- Moves tables, with what belongs to them, from one schema into another; without a list all of them, and types and functions too.
CREATE PROCEDURE pg_temp.nexus_move(source name, target name, listed text[]) LANGUAGE plpgsql AS $$
DECLARE
  item record;
  missing text := (SELECT string_agg(t, ', ') FROM unnest(listed) t WHERE to_regclass(format('%I.%I', source, t)) IS NULL);
BEGIN
  IF missing IS NOT NULL THEN RAISE EXCEPTION 'schema % of the legacy database has no table %', source, missing; END IF;
  EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', target);
  -- Sequences that belong to a column go with their table.
  FOR item IN SELECT c.relname, c.relkind FROM pg_class c
    WHERE c.relnamespace = quote_ident(source)::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
      AND (listed IS NULL OR c.relname = ANY (listed))
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                      AND (d.deptype = 'e' OR c.relkind = 'S' AND d.deptype IN ('a', 'i') AND d.refclassid = 'pg_class'::regclass))
  LOOP
    EXECUTE format('ALTER %s %I.%I SET SCHEMA %I', pg_temp.nexus_word(item.relkind), source, item.relname, target);
  END LOOP;
  FOR item IN SELECT t.oid, t.typname, t.typtype FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
    WHERE t.typnamespace = quote_ident(source)::regnamespace AND (t.typtype IN ('e', 'd', 'r') OR c.relkind = 'c')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
      AND (listed IS NULL OR EXISTS (SELECT FROM pg_attribute a JOIN pg_class u ON u.oid = a.attrelid
        WHERE a.atttypid IN (t.oid, t.typarray) AND u.relnamespace = quote_ident(target)::regnamespace AND u.relname = ANY (listed)))
  LOOP
    EXECUTE format('ALTER %s %I.%I SET SCHEMA %I', CASE item.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, source, item.typname, target);
  END LOOP;
  IF listed IS NULL THEN
    FOR item IN SELECT p.oid::regprocedure AS signature FROM pg_proc p WHERE p.pronamespace = quote_ident(source)::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
    LOOP
      EXECUTE format('ALTER ROUTINE %s SET SCHEMA %I', item.signature, target);
    END LOOP;
  ELSIF to_regclass(format('%I._prisma_migrations', source)) IS NOT NULL AND to_regclass(format('%I._prisma_migrations', target)) IS NULL THEN
    -- One history for several services: each gets a copy.
    EXECUTE format('CREATE TABLE %I._prisma_migrations (LIKE %I._prisma_migrations INCLUDING ALL)', target, source);
    EXECUTE format('INSERT INTO %I._prisma_migrations SELECT * FROM %I._prisma_migrations', target, source);
  END IF;
END
$$;

CREATE FUNCTION pg_temp.nexus_word(kind "char") RETURNS text LANGUAGE sql AS $$
  SELECT CASE kind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END
$$;

-- Gives everything to the role that migrations work as; what belongs to an extension stays the superuser's.
CREATE PROCEDURE pg_temp.nexus_own(owner name) LANGUAGE plpgsql AS $$
DECLARE
  item record;
BEGIN
  FOR item IN
    SELECT format('ALTER SCHEMA %I', nspname) AS change, nspowner AS held FROM pg_namespace
      WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public', 'extensions')
    UNION ALL
    SELECT format('ALTER %s %I.%I', pg_temp.nexus_word(c.relkind), n.nspname, c.relname), c.relowner
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                        AND (d.deptype = 'e' OR c.relkind = 'S' AND d.deptype IN ('a', 'i') AND d.refclassid = 'pg_class'::regclass))
    UNION ALL
    SELECT format('ALTER %s %I.%I', CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, n.nspname, t.typname), t.typowner
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
      WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND (t.typtype IN ('e', 'd', 'r') OR c.relkind = 'c')
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
    UNION ALL
    SELECT format('ALTER ROUTINE %s', p.oid::regprocedure), p.proowner FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
  LOOP
    IF item.held <> quote_ident(owner)::regrole THEN EXECUTE format('%s OWNER TO %I', item.change, owner); END IF;
  END LOOP;
END
$$;
