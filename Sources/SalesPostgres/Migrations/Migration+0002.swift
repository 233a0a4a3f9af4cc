extension Migration {
    /// Rules with alternatives, kept as their text; what a rule remembers in one column; what followers are told of a
    /// product beside its price.
    static let rules = Migration(
        number: 2,
        name: "rules with alternatives",
        kind: .contract,
        oldestProgram: 2,
        steps: [columns, texts, memories, tightened, states, lows]
    )

    private static let columns = """
        ALTER TABLE user_preferences ADD COLUMN rule text, ADD COLUMN memory json, ADD COLUMN cool_down_ms bigint,
            ADD COLUMN is_in_digest boolean NOT NULL DEFAULT false
        """

    /// The digits of each currency as ISO 4217 had them when the step was written; a product is exact, a quotient is not.
    private static let amount = """
        CASE
            WHEN rule_currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW',
                'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')
                THEN rule_minor::text
            WHEN rule_currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')
                THEN (rule_minor * 0.001)::text
            ELSE (rule_minor * 0.01)::text
        END || ' ' || rule_currency
        """

    private static let texts = """
        UPDATE user_preferences SET rule = CASE rule_kind
            WHEN 'below' THEN 'below ' || \(amount)
            WHEN 'drop_by_amount' THEN 'down ' || \(amount) || ' since last alert'
            WHEN 'drop_by_share' THEN 'down ' || rtrim(rtrim((rule_basis_points * 0.01)::text, '0'), '.')
                || '% since last alert'
            WHEN 'back_in_stock' THEN 'back in stock'
            ELSE 'any drop'
        END
        """

    private static let memories = """
        UPDATE user_preferences SET memory = json_build_object(
            'reference', CASE WHEN reference_minor IS NOT NULL
                THEN json_build_object('minorUnits', reference_minor, 'currency', reference_currency) END,
            'toldPrice', CASE WHEN told_minor IS NOT NULL
                THEN json_build_object('minorUnits', told_minor, 'currency', told_currency) END,
            'seenUntil', (extract(epoch FROM seen_until) * 1000)::bigint,
            'askedAbout', asked_currency,
            'triggers', json_build_array(json_build_object(
                'isArmed', is_armed,
                'recoveredSince', (extract(epoch FROM recovered_since) * 1000)::bigint,
                'wasTold', told_minor IS NOT NULL
            ))
        )
        """

    private static let tightened = """
        ALTER TABLE user_preferences ALTER COLUMN rule SET NOT NULL, ALTER COLUMN memory SET NOT NULL,
            DROP COLUMN rule_kind, DROP COLUMN rule_minor, DROP COLUMN rule_currency, DROP COLUMN rule_basis_points,
            DROP COLUMN reference_minor, DROP COLUMN reference_currency, DROP COLUMN is_armed,
            DROP COLUMN recovered_since, DROP COLUMN told_minor, DROP COLUMN told_currency, DROP COLUMN seen_until,
            DROP COLUMN asked_currency
        """

    private static let states = """
        ALTER TABLE product_states ADD COLUMN broken_since timestamptz, ADD COLUMN lowest_minor bigint,
            ADD COLUMN lowest_currency currency_code, ADD COLUMN image_url text,
            ADD CHECK ((lowest_minor IS NULL) = (lowest_currency IS NULL))
        """

    /// The lowest price that is known, of the currency that a product has now.
    private static let lows = """
        UPDATE product_states s SET lowest_minor = low.minor, lowest_currency = s.price_currency
        FROM (
            SELECT product_id, price_currency, min(price_minor) AS minor FROM prices GROUP BY product_id, price_currency
        ) low
        WHERE low.product_id = s.product_id AND low.price_currency = s.price_currency
        """
}
