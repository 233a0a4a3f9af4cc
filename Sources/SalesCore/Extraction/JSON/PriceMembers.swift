/// What the members of one JSON object say of the price of the product that it describes.
///
/// Every shop names its prices as it likes, so the words of the names count, not whole names: `salePrice`, `sale_price` and
/// `{"price": {"sale": …}}` are the same. Names of one meaning are told apart by how plainly they say what is paid now.
struct PriceMembers {
    /// One member that may be an amount.
    private struct Field {
        let value: LooseJSON
        let text: String
        let currency: String?
        /// How many digits of the number count the smaller unit, where that is stated.
        let digits: Int?
        let path: String
        let meaning: PriceMemberMeaning
    }

    /// The price, then the former price where there is one; empty where the object states no price.
    private(set) var prices: [StatedPrice] = []
    /// Whether the price is a whole number that may as well count the smaller unit: then it has both meanings.
    private(set) var mayCountCents = false

    private let currencies: CurrencyEvidence
    private let isTextCertain: Bool
    private let isMajor: Bool

    /// - Parameters:
    ///   - currency: What the objects around it name as theirs.
    ///   - isMajor: Whether other prices of the same data are known to be written in whole units.
    ///   - isTextCertain: Whether a whole number in quotes is one of whole units.
    init(
        of value: LooseJSON,
        path: String,
        currency: String?,
        currencies: CurrencyEvidence,
        isMajor: Bool = false,
        isTextCertain: Bool = false
    ) {
        self.currencies = currencies
        self.isTextCertain = isTextCertain
        var fields: [Field] = []
        Self.collect(value, path: path, currency: currency, words: [], depth: 0, into: &fields)
        guard fields.contains(where: { $0.meaning.kind == .current || $0.meaning.kind == .from }) else {
            self.isMajor = isMajor
            return
        }
        self.isMajor = isMajor || Self.statesFractions(value)
        choose(among: fields)
    }

    // MARK: Choice

    private mutating func choose(among fields: [Field]) {
        var read = fields.compactMap { field in
            statement(of: field).map { (stated: $0, meaning: field.meaning) }
        }
        // A zero beside an amount is a field that is not used. The price itself is never unused: where it is zero,
        // what it is compared with is no price that anybody pays.
        if read.contains(where: { !DecimalOrder.isZero($0.stated.amount) }) {
            let isFree = read.contains { DecimalOrder.isZero($0.stated.amount) && $0.meaning.isPlain }
            read.removeAll { DecimalOrder.isZero($0.stated.amount) || isFree && $0.meaning.isCompared }
        }
        let paid = read.filter { $0.meaning.kind == .current || $0.meaning.kind == .from }
        guard let most = paid.map(\.meaning.rank).max(),
            var price = paid.first(where: { $0.meaning.rank == most })?.stated
        else { return }
        let scale = settle(&price, by: paid.map(\.stated))
        mayCountCents = price.readings.count > 1
        if price.kind == .from, Self.isOnePrice(price, read.filter { $0.meaning.kind == .upTo }.map(\.stated)) {
            price.kind = .current
        }
        prices = [price]
        let former =
            read.filter { $0.meaning.kind == .list } + paid.filter { $0.meaning.rank < most && $0.meaning.mayBeFormer }
        for var list in former.map(\.stated) {
            // Both are written in the same unit.
            if let scale, list.readings.count > 1 { list.readings = [list.readings[scale]] }
            guard Self.isHigher(list, than: price) else { continue }
            list.kind = .list
            prices.append(list)
            break
        }
    }

    /// Takes the meaning of a whole number that another member states for certain: `{"price": 1999, "formatted": "£19.99"}`;
    /// gives which of the meanings it is.
    private func settle(_ price: inout StatedPrice, by others: [StatedPrice]) -> Int? {
        guard price.readings.count > 1 else { return nil }
        let certain = Set(others.filter { $0.readings.count == 1 }.map { DecimalOrder.key($0.amount) })
        let known = price.readings.indices.filter { certain.contains(DecimalOrder.key(price.readings[$0])) }
        guard known.count == 1, let scale = known.first else { return nil }
        price.readings = [price.readings[scale]]
        return scale
    }

    private static func isOnePrice(_ low: StatedPrice, _ high: [StatedPrice]) -> Bool {
        high.contains { DecimalOrder.key($0.amount) == DecimalOrder.key(low.amount) }
    }

    /// Whether an amount is higher, in each of its meanings where both have two.
    private static func isHigher(_ one: StatedPrice, than other: StatedPrice) -> Bool {
        zip(other.readings, one.readings).allSatisfy(DecimalOrder.isLess)
    }

    // MARK: Reading

    private func statement(of field: Field) -> StatedPrice? {
        let code = field.currency.flatMap { CurrencyEvidence.currency(named: $0) }
        let readings: [String]
        let currency: Currency?
        if let digits = field.digits ?? (field.meaning.countsCents ? (code ?? fallback)?.minorUnitDigits ?? 2 : nil),
            let amount = MinorUnits.decimal(field.text, digits: digits)
        {
            (readings, currency) = ([amount], code)
        } else {
            guard let read = MachinePrice.read(field.text, currency: code, hints: currencies.hints) else { return nil }
            (readings, currency) = (read.readings + minorReading(of: field, code: read.currency), read.currency)
        }
        return StatedPrice(
            readings: readings,
            currency: currency,
            unknownCurrency: code == nil ? field.currency.map { CleanText.line($0, limit: 20) } : nil,
            kind: field.meaning.kind,
            path: field.path,
            text: CleanText.line(field.text, limit: 120)
        )
    }

    private func minorReading(of field: Field, code: Currency?) -> [String] {
        if case .string = field.value, isTextCertain { return [] }
        let digits = (code ?? fallback)?.minorUnitDigits ?? 2
        guard !isMajor, digits > 0, !DecimalOrder.isZero(field.text) else { return [] }
        return MinorUnits.decimal(field.text, digits: digits).map { [$0] } ?? []
    }

    private var fallback: Currency? { currencies.fallback?.currency }

    // MARK: Collection

    /// - Parameter words: What the names of the objects around it say, where those are of a price.
    private static func collect(
        _ value: LooseJSON,
        path: String,
        currency: String?,
        words: Set<String>,
        depth: Int,
        into fields: inout [Field]
    ) {
        let currency = JSONNames.currency(of: value) ?? currency
        let digitNames = words.isEmpty ? JSONNames.digits : JSONNames.digits + JSONNames.digitsOfPrices
        let digits = value.first(of: digitNames)?.value.text.flatMap { Int($0) }
        for member in value.members where fields.count < maximumFields {
            let own = JSONNames.words(of: member.name)
            let here = "\(path).\(member.step)"
            if let text = member.value.text {
                guard let meaning = PriceMemberMeaning(own, inside: words), !meaning.isPart(text) else { continue }
                fields.append(
                    Field(
                        value: member.value,
                        text: text,
                        currency: currency,
                        digits: digits,
                        path: here,
                        meaning: meaning
                    )
                )
            } else if depth < maximumDepth, let inner = inner(of: member.value),
                !words.isEmpty || !own.isDisjoint(with: PriceMemberMeaning.holders),
                own.isDisjoint(with: PriceMemberMeaning.otherThings)
            {
                let isPrice = !words.isEmpty || !own.isDisjoint(with: PriceMemberMeaning.prices)
                collect(
                    inner,
                    path: member.value.isObject ? here : "\(here)[0]",
                    currency: currency,
                    words: isPrice ? words.union(own) : [],
                    depth: depth + 1,
                    into: &fields
                )
            }
        }
    }

    /// The object in a member, or the only one of an array.
    private static func inner(of value: LooseJSON) -> LooseJSON? {
        if value.isObject { return value }
        guard case .array(let values) = value, values.count == 1, let only = values.first, only.isObject else {
            return nil
        }
        return only
    }

    /// Whether an object writes an amount with a point, so that its whole numbers are no cents.
    static func statesFractions(_ value: LooseJSON) -> Bool {
        var room = maximumSearched
        return statesFractions(value, depth: 0, &room)
    }

    private static func statesFractions(_ value: LooseJSON, depth: Int, _ room: inout Int) -> Bool {
        guard depth <= maximumSearchDepth, room > 0 else { return false }
        room -= 1
        if case .array(let values) = value {
            return values.contains { $0.isContainer && statesFractions($0, depth: depth + 1, &room) }
        }
        return value.members.contains { member in
            if member.value.isContainer { return statesFractions(member.value, depth: depth + 1, &room) }
            guard let text = member.value.text, text.contains(".") || text.contains(","),
                PlainDecimal(text.replacing(",", with: ".")) != nil
            else { return false }
            return !JSONNames.words(of: member.name).isDisjoint(with: PriceMemberMeaning.amounts)
        }
    }

    /// How deep in an object its prices are looked for: `{"pricing": {"sale": {"value": …}}}`.
    private static let maximumDepth = 3
    /// The most members that are taken for amounts.
    private static let maximumFields = 60
    /// How deep, and in how many objects, an amount with a point is looked for.
    private static let maximumSearchDepth = 5
    private static let maximumSearched = 500
}
