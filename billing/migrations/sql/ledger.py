"""SQL of the ledger, as of migration 0002.

Every function takes the team's wallet lock first, so that a team's money moves in one order and no two
movements wait for each other in a circle. A repeated key answers what its first use answered; a repeated
key with another amount is an error. NULL says no: not enough, or the hold is settled.
"""

GUARDS = """
CREATE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is only ever appended to' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER transfer_append_only BEFORE UPDATE OR DELETE ON billing_transfer
    FOR EACH ROW EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER entry_append_only BEFORE UPDATE OR DELETE ON billing_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER hold_is_kept BEFORE DELETE ON billing_hold
    FOR EACH ROW EXECUTE FUNCTION ledger_append_only();

-- SECURITY DEFINER: at commit the transaction may have left the team's scope, and would see no entries.
CREATE FUNCTION ledger_zero_sum() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF (SELECT sum(amount) FROM billing_entry WHERE transfer_id = NEW.transfer_id) <> 0 THEN
        RAISE EXCEPTION 'transfer % does not balance', NEW.transfer_id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entry_zero_sum AFTER INSERT ON billing_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_zero_sum();
"""
NO_GUARDS = """
DROP TRIGGER entry_zero_sum ON billing_entry;
DROP FUNCTION ledger_zero_sum();
DROP TRIGGER hold_is_kept ON billing_hold;
DROP TRIGGER entry_append_only ON billing_entry;
DROP TRIGGER transfer_append_only ON billing_transfer;
DROP FUNCTION ledger_append_only();
"""

FUNCTIONS = """
-- Lock a team's wallet, making the four accounts at first use; answers the balance.
CREATE FUNCTION ledger_lock(p_team uuid) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    wallet bigint;
BEGIN
    SELECT balance INTO wallet FROM billing_account WHERE team_id = p_team AND kind = 'wallet' FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO billing_account (team_id, kind, balance)
        SELECT p_team, kind, 0 FROM unnest(ARRAY['wallet', 'held', 'spent', 'funding']) AS kind
        ON CONFLICT (team_id, kind) DO NOTHING;
        SELECT balance INTO wallet FROM billing_account WHERE team_id = p_team AND kind = 'wallet' FOR UPDATE;
    END IF;
    RETURN wallet;
END $$;

-- The transfer that used this key, or NULL. Raises if the key was used for something else.
CREATE FUNCTION ledger_seen(p_team uuid, p_key text, p_kind text, p_amount bigint) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    seen billing_transfer;
BEGIN
    SELECT * INTO seen FROM billing_transfer WHERE team_id = p_team AND idem_key = p_key;
    IF seen.id IS NOT NULL AND (seen.kind <> p_kind OR seen.amount <> p_amount) THEN
        RAISE EXCEPTION 'ledger key % was used for % of %', p_key, seen.kind, seen.amount
            USING ERRCODE = 'unique_violation';
    END IF;
    RETURN seen.id;
END $$;

CREATE FUNCTION ledger_transfer(p_team uuid, p_id bigint, p_kind text, p_key text, p_amount bigint,
    p_hold bigint, p_reason text, p_by uuid) RETURNS bigint LANGUAGE sql AS $$
    INSERT INTO billing_transfer (id, team_id, kind, idem_key, amount, hold_id, reason, created_by, created_at)
    OVERRIDING SYSTEM VALUE
    VALUES (p_id, p_team, p_kind, p_key, p_amount, p_hold, coalesce(p_reason, ''), p_by, clock_timestamp())
    RETURNING id;
$$;

CREATE FUNCTION ledger_number() RETURNS bigint LANGUAGE sql AS $$
    SELECT nextval(pg_get_serial_sequence('billing_transfer', 'id'));
$$;

-- Both sides of a movement; the caller holds the wallet's lock and has checked the balance.
CREATE FUNCTION ledger_move(p_team uuid, p_transfer bigint, p_from text, p_to text, p_amount bigint)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF p_amount = 0 THEN
        RETURN;
    END IF;
    WITH moved AS (
        UPDATE billing_account SET balance = balance + CASE kind WHEN p_to THEN p_amount ELSE -p_amount END
        WHERE team_id = p_team AND kind IN (p_from, p_to) RETURNING id, kind, balance
    )
    INSERT INTO billing_entry (team_id, transfer_id, account_id, amount, balance_after)
    SELECT p_team, p_transfer, id, CASE kind WHEN p_to THEN p_amount ELSE -p_amount END, balance FROM moved;
END $$;

CREATE FUNCTION ledger_reserve(p_team uuid, p_key text, p_amount bigint, p_source text DEFAULT '',
    p_project uuid DEFAULT NULL, p_by uuid DEFAULT NULL) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    wallet bigint := ledger_lock(p_team);
    seen bigint := ledger_seen(p_team, p_key, 'reserve', p_amount);
    number bigint;
BEGIN
    IF seen IS NOT NULL THEN
        RETURN seen;
    END IF;
    IF p_amount < 0 OR wallet < p_amount THEN
        RETURN NULL;
    END IF;
    number := ledger_number();
    PERFORM ledger_transfer(p_team, number, 'reserve', p_key, p_amount, number, p_source, p_by);
    INSERT INTO billing_hold (id, team_id, amount, captured, refunded, source, project_id, created_by, created_at)
    VALUES (number, p_team, p_amount, 0, 0, coalesce(p_source, ''), p_project, p_by, clock_timestamp());
    PERFORM ledger_move(p_team, number, 'wallet', 'held', p_amount);
    RETURN number;
END $$;

-- Spend part of a hold; as often as needed while it is open.
CREATE FUNCTION ledger_capture(p_team uuid, p_hold bigint, p_key text, p_amount bigint,
    p_reason text DEFAULT '', p_by uuid DEFAULT NULL) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    wallet bigint := ledger_lock(p_team);
    seen bigint := ledger_seen(p_team, p_key, 'capture', p_amount);
    number bigint;
BEGIN
    IF seen IS NOT NULL THEN
        RETURN seen;
    END IF;
    UPDATE billing_hold SET captured = captured + p_amount
    WHERE id = p_hold AND team_id = p_team AND settled_at IS NULL AND p_amount >= 0
        AND captured + p_amount <= amount;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    number := ledger_number();
    PERFORM ledger_transfer(p_team, number, 'capture', p_key, p_amount, p_hold, p_reason, p_by);
    PERFORM ledger_move(p_team, number, 'held', 'spent', p_amount);
    RETURN number;
END $$;

-- Spend a last part, give back the rest, close the hold. With nothing ever spent this is a release.
CREATE FUNCTION ledger_close(p_team uuid, p_hold bigint, p_kind text, p_key text, p_captured bigint,
    p_reason text, p_by uuid) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    wallet bigint := ledger_lock(p_team);
    seen bigint := ledger_seen(p_team, p_key, p_kind, p_captured);
    number bigint;
    rest bigint;
BEGIN
    IF seen IS NOT NULL THEN
        RETURN seen;
    END IF;
    UPDATE billing_hold SET captured = captured + p_captured, settled_at = clock_timestamp()
    WHERE id = p_hold AND team_id = p_team AND settled_at IS NULL AND p_captured >= 0
        AND captured + p_captured <= amount
    RETURNING amount - captured INTO rest;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    IF p_captured > 0 THEN
        number := ledger_number();
        PERFORM ledger_transfer(p_team, number, 'capture', p_key || ':last', p_captured, p_hold, p_reason, p_by);
        PERFORM ledger_move(p_team, number, 'held', 'spent', p_captured);
    END IF;
    number := ledger_number();
    PERFORM ledger_transfer(p_team, number, p_kind, p_key, p_captured, p_hold, p_reason, p_by);
    PERFORM ledger_move(p_team, number, 'held', 'wallet', rest);
    RETURN number;
END $$;

CREATE FUNCTION ledger_settle(p_team uuid, p_hold bigint, p_key text, p_captured bigint,
    p_reason text DEFAULT '', p_by uuid DEFAULT NULL) RETURNS bigint LANGUAGE sql AS $$
    SELECT ledger_close(p_team, p_hold, 'settle', p_key, p_captured, p_reason, p_by);
$$;

CREATE FUNCTION ledger_release(p_team uuid, p_hold bigint, p_key text,
    p_reason text DEFAULT '', p_by uuid DEFAULT NULL) RETURNS bigint LANGUAGE sql AS $$
    SELECT ledger_close(p_team, p_hold, 'release', p_key, 0, p_reason, p_by);
$$;

-- Give back what was spent from a hold, at most that.
CREATE FUNCTION ledger_refund(p_team uuid, p_hold bigint, p_key text, p_amount bigint,
    p_reason text DEFAULT '', p_by uuid DEFAULT NULL) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    wallet bigint := ledger_lock(p_team);
    seen bigint := ledger_seen(p_team, p_key, 'refund', p_amount);
    number bigint;
BEGIN
    IF seen IS NOT NULL THEN
        RETURN seen;
    END IF;
    UPDATE billing_hold SET refunded = refunded + p_amount
    WHERE id = p_hold AND team_id = p_team AND p_amount >= 0 AND refunded + p_amount <= captured;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    number := ledger_number();
    PERFORM ledger_transfer(p_team, number, 'refund', p_key, p_amount, p_hold, p_reason, p_by);
    PERFORM ledger_move(p_team, number, 'spent', 'wallet', p_amount);
    RETURN number;
END $$;

CREATE FUNCTION ledger_grant(p_team uuid, p_key text, p_amount bigint,
    p_reason text DEFAULT '', p_by uuid DEFAULT NULL) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    wallet bigint := ledger_lock(p_team);
    seen bigint := ledger_seen(p_team, p_key, 'grant', p_amount);
    number bigint;
BEGIN
    IF seen IS NOT NULL THEN
        RETURN seen;
    END IF;
    IF p_amount < 0 THEN
        RETURN NULL;
    END IF;
    number := ledger_number();
    PERFORM ledger_transfer(p_team, number, 'grant', p_key, p_amount, NULL, p_reason, p_by);
    PERFORM ledger_move(p_team, number, 'funding', 'wallet', p_amount);
    RETURN number;
END $$;

-- A correction by hand, up or down, never below an empty wallet.
CREATE FUNCTION ledger_adjust(p_team uuid, p_key text, p_amount bigint,
    p_reason text DEFAULT '', p_by uuid DEFAULT NULL) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    wallet bigint := ledger_lock(p_team);
    seen bigint := ledger_seen(p_team, p_key, 'adjust', p_amount);
    number bigint;
BEGIN
    IF seen IS NOT NULL THEN
        RETURN seen;
    END IF;
    IF wallet + p_amount < 0 THEN
        RETURN NULL;
    END IF;
    number := ledger_number();
    PERFORM ledger_transfer(p_team, number, 'adjust', p_key, p_amount, NULL, p_reason, p_by);
    PERFORM ledger_move(p_team, number, 'funding', 'wallet', p_amount);
    RETURN number;
END $$;
"""
NO_FUNCTIONS = """
DROP FUNCTION ledger_adjust(uuid, text, bigint, text, uuid);
DROP FUNCTION ledger_grant(uuid, text, bigint, text, uuid);
DROP FUNCTION ledger_refund(uuid, bigint, text, bigint, text, uuid);
DROP FUNCTION ledger_release(uuid, bigint, text, text, uuid);
DROP FUNCTION ledger_settle(uuid, bigint, text, bigint, text, uuid);
DROP FUNCTION ledger_close(uuid, bigint, text, text, bigint, text, uuid);
DROP FUNCTION ledger_capture(uuid, bigint, text, bigint, text, uuid);
DROP FUNCTION ledger_reserve(uuid, text, bigint, text, uuid, uuid);
DROP FUNCTION ledger_move(uuid, bigint, text, text, bigint);
DROP FUNCTION ledger_number();
DROP FUNCTION ledger_transfer(uuid, bigint, text, text, bigint, bigint, text, uuid);
DROP FUNCTION ledger_seen(uuid, text, text, bigint);
DROP FUNCTION ledger_lock(uuid);
"""
