/// What text messages may cost, and where they may go.
///
/// Texts cost money and go wherever a stranger says, so that a form that sends them earns money for whoever owns a dear
/// number (OWASP API Security Top 10 2023, API4 and API6). Pure but for ``admit(parts:to:for:counting:at:)``.
public struct TextBudget: Hashable, Sendable {
    /// The countries that texts may go to, by ISO 3166-1 alpha-2 codes; none unless given.
    public var countries: Set<String>
    /// What one part of a text costs, in millionths of the carrier's currency, where the country has no price of its own.
    public var price: Int64
    /// What one part costs in single countries.
    public var prices: [String: Int64]
    /// What all texts of a day (UTC) may cost together, in millionths of the carrier's currency.
    public var daily: Int64
    /// How many texts an hour may go to one country.
    public var hourlyPerCountry: Int64
    /// How much of the two, in hundredths, the codes that prove a number may use, which anybody may have sent anywhere; the
    /// rest is left for alerts.
    public let codeShare: Int64

    /// No text to anywhere, unless given; a part of a text at 0.05, 5 a day, 100 texts an hour and country, half of it for
    /// codes; a share is held within 0 and 100.
    public init(
        countries: Set<String> = [],
        price: Int64 = 50_000,
        prices: [String: Int64] = [:],
        daily: Int64 = 5_000_000,
        hourlyPerCountry: Int64 = 100,
        codeShare: Int64 = 50
    ) {
        self.countries = countries
        self.price = price
        self.prices = prices
        self.daily = daily
        self.hourlyPerCountry = hourlyPerCountry
        self.codeShare = min(max(0, codeShare), 100)
    }

    /// What a text is for.
    public enum Use: Sendable {
        /// It carries the code that proves a number.
        case code
        /// It tells alerts, to a number that was proved.
        case alert
    }

    /// Why a text may not be sent.
    public enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        /// Texts do not go to this country; nil for a number of none.
        case country(String?)
        /// What the country may get in an hour is used up until a moment.
        case crowded(String, until: Timestamp)
        /// What the day may cost is used up until a moment.
        case spent(until: Timestamp)
        /// What codes may use of either is used up until a moment; alerts go on.
        case codes(until: Timestamp)

        /// Why, with moments in UTC; without the number.
        public var description: String { text(\.description) }

        /// Why, for people; without the number.
        ///
        /// - Parameter moment: writes a moment as whoever reads it wants it.
        public func text(_ moment: (Timestamp) -> String) -> String {
            switch self {
            case .country(nil): "Texts go to numbers of countries only, and this number is of none."
            case .country(let code?): "Texts to \(code) are not allowed: the country is not among texts.countries."
            case .crowded(let code, let time): "The texts of an hour to \(code) are used up until \(moment(time))."
            case .spent(let time): "What texts of a day may cost (texts.daily_budget) is used up until \(moment(time))."
            case .codes(let time):
                "What codes may use of the texts of an hour to a country, or of texts.daily_budget, is used up until "
                    + "\(moment(time)); the rest is kept for alerts."
            }
        }

        /// From when on the same text may be sent; nil for never.
        public var until: Timestamp? {
            switch self {
            case .country: nil
            case .crowded(_, let time), .spent(let time), .codes(let time): time
            }
        }
    }

    /// Every country that numbers can be of, by ISO 3166-1 alpha-2 codes.
    public static var knownCountries: Set<String> { CallingCodes.known }

    /// The country that a text to a number goes to.
    ///
    /// - Throws: ``Refusal/country(_:)`` where texts do not go there.
    public func country(of number: String) throws(Refusal) -> String {
        guard let country = PhoneNumber(number).flatMap(CallingCodes.country) else { throw .country(nil) }
        guard countries.contains(country) else { throw .country(country) }
        return country
    }

    /// What is to be counted for a text of so many parts to a country: the text, then its cost, of a code in its share too.
    func quotas(for country: String, parts: Int, use: Use) -> [Quota] {
        let cost = Self.cost(of: parts, each: prices[country] ?? price)
        var quotas = [
            Quota(name: "texts:\(country)", limit: hourlyPerCountry, period: Self.hour),
            Quota(name: Self.cost, amount: cost, limit: daily, period: Self.day),
        ]
        if use == .code {
            quotas += [
                Quota(name: Self.codes + country, limit: ofCodes(hourlyPerCountry, least: 1), period: Self.hour),
                Quota(name: Self.codes + "cost", amount: cost, limit: ofCodes(daily, least: cost), period: Self.day),
            ]
        }
        return quotas
    }

    /// What so many parts cost together; as much as can be counted where that is more.
    private static func cost(of parts: Int, each price: Int64) -> Int64 {
        let (product, overflow) = price.multipliedReportingOverflow(by: Int64(max(1, parts)))
        return overflow ? .max : product
    }

    /// Whether what texts of a day may cost has no room for a further alert or code, without counting any; nil where it
    /// has.
    ///
    /// It is asked at ``price``: a country with a price of its own (``prices``) may have room for more or for less.
    ///
    /// - Returns: ``Refusal/spent(until:)``, or ``Refusal/codes(until:)`` where only codes have no room.
    public func spent(counting store: any QuotaStore, at now: Timestamp) async throws(StoreError) -> Refusal? {
        // As much as is counted for each: an alert may have several parts (``TextGate``), a code has one.
        let alert = Self.cost(of: Message.maximumShortParts, each: price)
        let probes = [
            Quota(name: Self.cost, amount: alert, limit: daily, period: Self.day),
            Quota(name: Self.codes + "cost", amount: price, limit: ofCodes(daily, least: price), period: Self.day),
            // Always used up, so that none is counted.
            Quota(name: "texts:none", limit: 0, period: Self.day),
        ]
        guard let full = try await store.take(probes, at: now) else { return nil }
        let end = full.window(at: now).upperBound
        switch full.name {
        case Self.cost: return .spent(until: end)
        case Self.codes + "cost": return .codes(until: end)
        default: return nil
        }
    }

    /// The share of codes, with room for one text where the whole has it: without a code nobody proves a number.
    private func ofCodes(_ whole: Int64, least: Int64) -> Int64 {
        let (hundreds, rest) = max(0, whole).quotientAndRemainder(dividingBy: 100)
        return min(max(hundreds * codeShare + rest * codeShare / 100, least), whole)
    }

    /// The name of the quota of what all texts cost.
    private static let cost = "texts:cost"
    /// What the names of quotas begin with that count codes only.
    private static let codes = "texts:codes:"

    /// Counts a text that is about to be sent; answers why it may not be sent, nil where it may.
    ///
    /// - Parameters:
    ///   - parts: how many the text has; see ``parts(of:)``.
    ///   - number: where it goes, in E.164 form.
    ///   - use: what it is for.
    public func admit(
        parts: Int,
        to number: String,
        for use: Use,
        counting store: any QuotaStore,
        at now: Timestamp
    ) async throws(StoreError) -> Refusal? {
        let country: String
        do {
            country = try self.country(of: number)
        } catch {
            return error
        }
        guard let full = try await store.take(quotas(for: country, parts: parts, use: use), at: now) else {
            return nil
        }
        let end = full.window(at: now).upperBound
        if full.name.hasPrefix(Self.codes) { return .codes(until: end) }
        return full.period == Self.day ? .spent(until: end) : .crowded(country, until: end)
    }

    /// The parts that a text is sent in (3GPP TS 23.038 and 23.040): 160 septets or 70 UTF-16 units in one, 153 or 67 in
    /// each of several.
    public static func parts(of text: String) -> Int { ShortAlphabet.parts(of: text) }

    private static let hour = Duration.seconds(3_600)
    private static let day = Duration.seconds(86_400)
}
