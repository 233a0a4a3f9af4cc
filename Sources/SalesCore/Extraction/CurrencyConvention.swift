/// How people write amounts of a currency, and numbers of a place.
///
/// Source: the number patterns of the Unicode CLDR's locales of each country, and shops' practice where it differs.
enum CurrencyConvention {
    /// How many fraction digits prices of a currency carry in practice.
    enum Fraction: Hashable, Sendable {
        /// None: JPY, and HUF or IDR, whose hundredths exist on paper only.
        case none
        /// One or two.
        case two
        /// Three: KWD.
        case three
    }

    /// How many fraction digits its prices carry.
    static func fraction(of currency: Currency) -> Fraction {
        if currency.minorUnitDigits == 0 || unfractioned.contains(currency.code) { return .none }
        return currency.minorUnitDigits == 3 ? .three : .two
    }

    /// The decimal separator that all of its places share; nil where they differ (EUR, CAD, CHF, ZAR).
    static func decimalSeparator(of currency: Currency) -> DecimalSeparator? {
        if mixed.contains(currency.code) { return nil }
        return comma.contains(currency.code) ? .comma : .point
    }

    /// The decimal separator of the hints' country and language; nil where neither is known or the two disagree.
    static func decimalSeparator(of hints: PriceTextHints) -> DecimalSeparator? {
        let (language, region) = parts(of: hints)
        let spoken = language.flatMap { languageSeparator($0, region: region) }
        guard let region else { return spoken }
        if region == "CA" { return language == "fr" ? .comma : (language == "en" ? .point : nil) }
        let local: DecimalSeparator? =
            commaCountries.contains(region) ? .comma : (pointCountries.contains(region) ? .point : nil)
        guard let spoken, let local else { return local ?? spoken }
        return spoken == local ? local : nil
    }

    /// The currency of the hints' country, or of a language that one country alone speaks.
    static func currency(of hints: PriceTextHints) -> Currency? {
        let (language, region) = parts(of: hints)
        let code = region.flatMap { countryCurrency[$0] } ?? language.flatMap { languageCurrency[$0] }
        return code.flatMap { Currency(code: $0) }
    }

    private static func parts(of hints: PriceTextHints) -> (language: String?, region: String?) {
        let subtags = (hints.language ?? "").prefix(35).split { $0 == "-" || $0 == "_" }
        let language = subtags.first.map { $0.lowercased() }
        let region = hints.country ?? subtags.dropFirst().first { $0.count == 2 }.map(String.init)
        let upper = region?.uppercased()
        return (language, upper == "UK" ? "GB" : upper)
    }

    private static func languageSeparator(_ language: String, region: String?) -> DecimalSeparator? {
        // A language of many countries says nothing by itself where the country decides.
        if let region, ["es", "pt", "fr", "de", "it", "ar"].contains(language) {
            return commaCountries.contains(region) ? .comma : (pointCountries.contains(region) ? .point : nil)
        }
        if commaLanguages.contains(language) { return .comma }
        return pointLanguages.contains(language) ? .point : nil
    }

    private static let unfractioned: Set<String> = [
        "HUF", "IDR", "COP", "IRR", "AMD", "KHR", "LAK", "MMK", "UZS", "TZS", "MNT", "LBP", "IQD", "CRC",
    ]
    private static let mixed: Set<String> = ["EUR", "CAD", "CHF", "ZAR", "DZD", "MAD", "LYD", "KES", "BOB", "CRC"]
    private static let comma: Set<String> = [
        "ALL", "AMD", "AOA", "ARS", "AZN", "BAM", "BGN", "BRL", "BYN", "CLP", "COP", "CVE", "CZK", "DKK", "GEL", "GNF",
        "HUF", "IDR", "ISK", "KGS", "KZT", "MDL", "MKD", "MZN", "NOK", "PLN", "PYG", "RON", "RSD", "RUB", "SEK", "TND",
        "TRY", "UAH", "UYU", "UZS", "VES", "VND", "XAF", "XOF", "XPF",
    ]
    private static let commaCountries: Set<String> = [
        "AL", "AM", "AO", "AR", "AT", "AZ", "BA", "BE", "BG", "BR", "BY", "CL", "CO", "CY", "CZ", "DE", "DK", "DZ",
        "EC",
        "EE", "ES", "FI", "FR", "GE", "GR", "HR", "HU", "ID", "IS", "IT", "KG", "KZ", "LT", "LU", "LV", "MA", "MD",
        "ME",
        "MK", "MZ", "NL", "NO", "PL", "PT", "PY", "RO", "RS", "RU", "SE", "SI", "SK", "TN", "TR", "UA", "UY", "UZ",
        "VE",
        "VN",
    ]
    private static let pointCountries: Set<String> = [
        "AE", "AU", "BD", "BH", "CH", "CN", "DO", "EG", "GB", "GT", "HK", "HN", "IE", "IL", "IN", "JM", "JO", "JP",
        "KR",
        "KW", "LI", "LK", "MO", "MT", "MX", "MY", "NG", "NI", "NZ", "OM", "PA", "PE", "PH", "PK", "PR", "QA", "SA",
        "SG",
        "SV", "TH", "TW", "US",
    ]
    private static let commaLanguages: Set<String> = [
        "de", "fr", "it", "pt", "nl", "sv", "da", "nb", "no", "nn", "fi", "pl", "cs", "sk", "hu", "ro", "bg", "hr",
        "sr",
        "sl", "lt", "lv", "et", "el", "tr", "ru", "uk", "be", "kk", "id", "vi", "is", "ca", "eu", "gl", "mk", "sq",
        "bs",
        "ka", "hy", "az",
    ]
    private static let pointLanguages: Set<String> = [
        "en", "ja", "zh", "ko", "th", "he", "hi", "ms", "fil", "ur", "bn", "ta", "te", "mr",
    ]
    private static let languageCurrency: [String: String] = [
        "sv": "SEK", "nb": "NOK", "nn": "NOK", "no": "NOK", "da": "DKK", "is": "ISK", "ja": "JPY", "ko": "KRW",
        "hi": "INR", "uk": "UAH", "cs": "CZK", "pl": "PLN", "hu": "HUF",
    ]
    private static let countryCurrency: [String: String] = [
        "US": "USD", "PR": "USD", "EC": "USD", "SV": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "MX": "MXN",
        "SG": "SGD", "HK": "HKD", "TW": "TWD", "AR": "ARS", "CL": "CLP", "CO": "COP", "UY": "UYU", "DO": "DOP",
        "JM": "JMD", "TT": "TTD", "FJ": "FJD", "NA": "NAD", "SE": "SEK", "NO": "NOK", "DK": "DKK", "IS": "ISK",
        "JP": "JPY", "CN": "CNY", "GB": "GBP", "EG": "EGP", "LB": "LBP", "IN": "INR", "PK": "PKR", "LK": "LKR",
        "NP": "NPR", "MU": "MUR", "SA": "SAR", "QA": "QAR", "OM": "OMR", "YE": "YER", "IR": "IRR", "AE": "AED",
        "MA": "MAD", "KW": "KWD", "BH": "BHD", "JO": "JOD", "IQ": "IQD", "DZ": "DZD", "TN": "TND", "LY": "LYD",
        "RU": "RUB", "BY": "BYN", "ET": "ETB", "RO": "RON", "MD": "MDL", "BO": "BOB", "VE": "VES", "DE": "EUR",
        "AT": "EUR", "FR": "EUR", "IT": "EUR", "ES": "EUR", "NL": "EUR", "BE": "EUR", "IE": "EUR", "PT": "EUR",
        "FI": "EUR", "GR": "EUR",
    ]
}
