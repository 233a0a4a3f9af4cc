/// The currency that each country's shops take.
///
/// Source: ISO 4217 list one (entities) with ISO 3166-1 alpha-2 codes.
enum CountryCurrency {
    /// The currency of a country; `EU` is the euro.
    static func currency(of country: String) -> Currency? {
        table[country.uppercased()].flatMap { Currency(code: $0) }
    }

    /// Whether two capital letters are a country's code.
    static func isCountry(_ code: String) -> Bool { table[code] != nil }

    private static let table: [String: String] = {
        var table: [String: String] = [:]
        for line in lines {
            let parts = line.split(separator: " ")
            guard let currency = parts.first else { continue }
            for country in parts.dropFirst() { table[String(country)] = String(currency) }
        }
        return table
    }()

    private static let lines = [
        "EUR AD AT BE BG CY DE EE ES EU FI FR GF GP GR HR IE IT LT LU LV MC ME MQ MT NL PT RE SI SK SM VA XK YT",
        "USD AS EC FM GU MH MP PR PW SV TC TL US VG VI", "GBP GB GG IM JE", "CHF CH LI", "SEK SE", "NOK NO",
        "DKK DK FO GL",
        "ISK IS", "PLN PL", "CZK CZ", "HUF HU", "RON RO", "RSD RS", "BAM BA", "MKD MK", "ALL AL", "MDL MD", "UAH UA",
        "BYN BY", "RUB RU", "TRY TR", "GEL GE", "AMD AM", "AZN AZ", "KZT KZ", "UZS UZ", "KGS KG", "TJS TJ", "TMT TM",
        "MNT MN", "CNY CN", "HKD HK", "MOP MO", "TWD TW", "JPY JP", "KRW KR", "VND VN", "THB TH", "LAK LA", "KHR KH",
        "MMK MM", "MYR MY", "SGD SG", "BND BN", "IDR ID", "PHP PH", "INR IN", "PKR PK", "BDT BD", "LKR LK", "NPR NP",
        "MVR MV", "BTN BT", "AFN AF", "IRR IR", "IQD IQ", "KWD KW", "SAR SA", "BHD BH", "QAR QA", "AED AE", "OMR OM",
        "YER YE", "JOD JO", "LBP LB", "SYP SY", "ILS IL PS", "EGP EG", "LYD LY", "TND TN", "DZD DZ", "MAD MA EH",
        "MRU MR", "SDG SD", "SSP SS", "ETB ET", "ERN ER", "DJF DJ", "SOS SO", "KES KE", "UGX UG", "TZS TZ", "RWF RW",
        "BIF BI", "CDF CD", "XAF CF CG CM GA GQ TD", "XOF BF BJ CI GW ML NE SN TG", "NGN NG", "GHS GH", "GNF GN",
        "SLE SL",
        "LRD LR", "GMD GM", "CVE CV", "STN ST", "AOA AO", "ZMW ZM", "ZWG ZW", "MWK MW", "MZN MZ", "BWP BW", "NAD NA",
        "ZAR ZA", "LSL LS", "SZL SZ", "MGA MG", "MUR MU", "SCR SC", "KMF KM", "SHP SH", "CAD CA", "MXN MX", "GTQ GT",
        "BZD BZ", "HNL HN", "NIO NI", "CRC CR", "PAB PA", "CUP CU", "DOP DO", "HTG HT", "JMD JM", "BSD BS", "BBD BB",
        "TTD TT", "XCD AG AI DM GD KN LC MS VC", "KYD KY", "BMD BM", "AWG AW", "XCG CW SX", "COP CO", "VES VE",
        "GYD GY",
        "SRD SR", "BRL BR", "PEN PE", "BOB BO", "CLP CL", "ARS AR", "UYU UY", "PYG PY", "FKP FK",
        "AUD AU CC CX KI NF NR TV",
        "NZD CK NU NZ PN TK", "FJD FJ", "PGK PG", "SBD SB", "VUV VU", "WST WS", "TOP TO", "XPF NC PF WF", "GIP GI",
        "USD IO",
    ]

    /// Two-letter codes of languages (ISO 639-1) that stand in addresses.
    static let languages: Set<String> = [
        "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "no", "fi", "pl", "cs", "sk", "hu", "ro", "bg",
        "hr",
        "sr", "sl", "lt", "lv", "et", "el", "tr", "ru", "uk", "ja", "ko", "zh", "ar", "he", "vi", "th", "id", "ca",
    ]
}
