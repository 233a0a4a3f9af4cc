/// The functions that step 6 makes; like it, they are never changed once they are released.
enum ArchiveFunctions {
    /// Makes all of them, and lets those work with the new tables who worked with the old ones.
    static let all = [dayStart, dayOf, freeze, purge, grants]

    // A day begins where its partition does or, without one, with the first moment of its date behind the partition
    // before it: so each moment lies in one day, also where a zone has changed its rules. The first day and the last are
    // the first and last that have a text, and take in all moments beyond them.
    private static let dayStart = """
        CREATE FUNCTION archive_day_start(of_day date) RETURNS timestamptz
        LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
        BEGIN
            IF of_day <= DATE '1970-01-01' - 719528 THEN
                RETURN '-infinity';
            ELSIF of_day > DATE '1970-01-01' + 2932896 THEN
                RETURN 'infinity';
            END IF;
            RETURN coalesce(
                (SELECT starts_at FROM price_days WHERE day = of_day),
                least(
                    greatest(
                        price_day_start(of_day, (SELECT archive_zone FROM store_settings)),
                        (SELECT ends_at FROM price_days WHERE day < of_day ORDER BY day DESC LIMIT 1)
                    ),
                    (SELECT starts_at FROM price_days WHERE day > of_day ORDER BY day LIMIT 1)
                )
            );
        END
        $$
        """

    private static let dayOf = """
        CREATE FUNCTION archive_day_of(moment timestamptz) RETURNS date
        LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
        DECLARE
            first_day date := DATE '1970-01-01' - 719528;
            last_day date := DATE '1970-01-01' + 2932896;
            its_day date := greatest(first_day, least(last_day,
                (moment AT TIME ZONE (SELECT archive_zone FROM store_settings))::date));
        BEGIN
            WHILE its_day < last_day AND archive_day_start(its_day + 1) <= moment LOOP
                its_day := its_day + 1;
            END LOOP;
            WHILE its_day > first_day AND archive_day_start(its_day) > moment LOOP
                its_day := its_day - 1;
            END LOOP;
            RETURN its_day;
        END
        $$
        """

    // With the rights of whoever migrated, for whoever may write the ledger.
    private static let mayArchive = """
            IF NOT has_table_privilege(session_user, 'archive_runs', 'UPDATE') THEN
                RAISE EXCEPTION 'only who may update archive_runs may archive days'
                    USING ERRCODE = 'insufficient_privilege';
            END IF;
        """

    // Detaching locks readers and writers out for as long as it waits for those that are there: a fifth of a second at
    // a time. What may take longer comes before: a vacuum makes way after a second, and nobody waits for that; who writes
    // rows is let finish, and for that new rows wait half a second. What was locked is free again between the tries.
    private static let freeze = """
        CREATE FUNCTION freeze_price_day(of_day date, of_run integer) RETURNS boolean
        LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET lock_timeout = '200ms' AS $$
        DECLARE
            partition text := 'prices_' || to_char(of_day, 'YYYY_MM_DD');
            span record;
            tries integer := 0;
        BEGIN
        \(mayArchive)
            SELECT d.starts_at, d.ends_at INTO span FROM price_days d JOIN archive_runs r ON r.day = d.day
            WHERE d.day = of_day AND d.state = 'live' AND r.number = of_run AND r.step = 'planned';
            IF NOT FOUND THEN
                RETURN false;
            END IF;
            LOOP
                BEGIN
                    PERFORM set_config('lock_timeout', '3s', true);
                    EXECUTE format('LOCK TABLE %I IN SHARE UPDATE EXCLUSIVE MODE', partition);
                    PERFORM set_config('lock_timeout', '500ms', true);
                    PERFORM pg_advisory_xact_lock(\(AdvisoryLock.priceDay), of_day - DATE '1970-01-01');
                    PERFORM set_config('lock_timeout', '200ms', true);
                    EXECUTE format('ALTER TABLE prices DETACH PARTITION %I', partition);
                    EXIT;
                EXCEPTION WHEN lock_not_available THEN
                    tries := tries + 1;
                    IF tries = 25 THEN
                        RAISE;
                    END IF;
                    PERFORM pg_sleep(0.5);
                END;
            END LOOP;
            EXECUTE format('ALTER TABLE prices_frozen ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                partition, span.starts_at, span.ends_at);
            UPDATE price_days SET state = 'frozen', archive_run = of_run WHERE day = of_day;
            RETURN true;
        END
        $$
        """

    // Nobody writes the partition while it is counted, and readers go on; it is dropped at the end, since from there on
    // nobody reads frozen days until the transaction ends. It checks for itself what it was asked to delete.
    private static let purge = """
        CREATE FUNCTION purge_archive_run(of_day date, of_run integer) RETURNS bigint
        LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET lock_timeout = '200ms' AS $$
        DECLARE
            partition text := 'prices_' || to_char(of_day, 'YYYY_MM_DD');
            has_partition boolean := EXISTS (
                SELECT 1 FROM price_days WHERE day = of_day AND state = 'frozen' AND archive_run = of_run
            );
            total bigint := 0;
            tries integer := 0;
        BEGIN
        \(mayArchive)
            IF has_partition THEN
                PERFORM set_config('lock_timeout', '3s', true);
                EXECUTE format('LOCK TABLE %I IN SHARE MODE', partition);
                PERFORM set_config('lock_timeout', '200ms', true);
                EXECUTE format('SELECT count(*) FROM %I', partition) INTO total;
            END IF;
            total := total + (SELECT count(*) FROM prices_late WHERE archive_day = of_day AND archive_run = of_run);
            IF NOT EXISTS (
                SELECT 1 FROM archive_runs WHERE day = of_day AND number = of_run AND step = 'verified'
                    AND (manifest->>'rows')::bigint = total
            ) THEN
                RETURN total;
            END IF;
            DELETE FROM prices_late WHERE archive_day = of_day AND archive_run = of_run;
            UPDATE archive_runs SET step = 'purged' WHERE day = of_day AND number = of_run;
            WHILE has_partition LOOP
                BEGIN
                    EXECUTE format('DROP TABLE %I', partition);
                    UPDATE price_days SET state = 'purged' WHERE day = of_day;
                    has_partition := false;
                EXCEPTION WHEN lock_not_available THEN
                    tries := tries + 1;
                    IF tries = 25 THEN
                        RAISE;
                    END IF;
                    PERFORM pg_sleep(0.5);
                END;
            END LOOP;
            RETURN total;
        END
        $$
        """

    // Who works on the store may, as before, without the owner granting anything anew.
    private static let grants = """
        DO $$
        DECLARE
            grantee text;
        BEGIN
            FOR grantee IN
                SELECT DISTINCT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END
                FROM pg_class c, aclexplode(c.relacl) a
                WHERE c.oid = 'archive_runs'::regclass AND a.privilege_type = 'UPDATE' AND a.grantee <> c.relowner
            LOOP
                EXECUTE 'GRANT SELECT, INSERT, UPDATE, DELETE ON archive_lease, pseudonyms TO ' || grantee;
            END LOOP;
        END
        $$
        """
}
