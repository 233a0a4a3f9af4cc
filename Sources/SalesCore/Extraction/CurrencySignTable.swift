/// The currency signs that are known, from the Unicode CLDR's narrow and short symbols and from what shops write.
enum CurrencySignTable {
    /// All signs but the ISO 4217 codes themselves.
    static let all: [CurrencySign] = symbols + dollars + latinWords + cyrillicWords + otherWords + minorUnits

    /// The currencies that call themselves dollar or peso and write `$`.
    static let dollarCodes = [
        "USD", "CAD", "AUD", "NZD", "MXN", "SGD", "HKD", "TWD", "ARS", "CLP", "COP", "UYU", "DOP", "JMD", "TTD", "BZD",
        "BBD", "BSD", "XCD", "FJD", "NAD", "LRD", "GYD", "SRD", "BMD", "KYD", "BND", "SBD", "CUP",
    ]
    private static let kroneCodes = ["SEK", "NOK", "DKK", "ISK"]
    private static let rupeeCodes = ["INR", "PKR", "LKR", "NPR", "MUR", "SCR"]
    private static let dinarCodes = ["KWD", "JOD", "BHD", "IQD", "DZD", "TND", "LYD"]
    private static let rialCodes = ["SAR", "QAR", "OMR", "YER", "IRR"]

    /// Codes that are common words beside numbers (`TOP 100`, `ALL 3`); they count only where a hint says so.
    static let words: Set<String> = ["ALL", "TOP", "CUP", "SOS"]

    /// Codes that are words too; they count only beside a number.
    static let wordlike: Set<String> = ["MOP", "COP", "TRY", "MAD", "PEN", "GEL", "BAM", "ALL", "TOP", "CUP", "SOS"]

    /// Codes of money that is no more, or that ISO 4217 does not list: known as money, of no currency we can hold.
    static let former: Set<String> = [
        "DEM", "FRF", "ITL", "ESP", "ATS", "BEF", "NLG", "FIM", "IEP", "PTE", "GRD", "HRK", "LTL", "LVL", "EEK", "SKK",
        "SIT", "BYR", "TRL", "VEF", "ZMK", "BTC", "ETH", "XBT", "HRK",
    ]

    /// Codes that are no word in any letter case.
    static let safeInLowerCase: Set<String> = [
        "USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "JPY", "CNY", "HKD", "SGD", "TWD", "KRW", "INR", "BRL", "MXN",
        "CZK", "PLN", "DKK", "NOK", "HUF", "BGN", "RSD", "MKD", "RUB", "UAH", "KZT", "ZAR", "AED", "KWD", "BHD", "EGP",
        "IDR", "MYR", "THB", "VND", "PHP", "PKR", "NGN", "KES",
    ]

    private static let symbols: [CurrencySign] =
        [
            ("€", "EUR"), ("円", "JPY"), ("人民币", "CNY"), ("圆", "CNY"), ("圓", "CNY"), ("₹", "INR"), ("₩", "KRW"),
            ("￦", "KRW"), ("원", "KRW"), ("₺", "TRY"), ("₽", "RUB"), ("₴", "UAH"), ("₫", "VND"), ("₪", "ILS"),
            ("฿", "THB"), ("บาท", "THB"), ("₱", "PHP"), ("₦", "NGN"), ("₵", "GHS"), ("GH₵", "GHS"), ("₡", "CRC"),
            ("₲", "PYG"), ("₸", "KZT"), ("₼", "AZN"), ("₾", "GEL"), ("֏", "AMD"), ("৳", "BDT"), ("₮", "MNT"),
            ("₭", "LAK"),
            ("៛", "KHR"), ("රු", "LKR"), ("रु", "NPR"), ("港元", "HKD"), ("港幣", "HKD"), ("E£", "EGP"), ("R₣", "RWF"),
            ("S/.", "PEN"), ("B/.", "PAB"), ("港币", "HKD"), ("新台幣", "TWD"), ("日元", "JPY"), ("美元", "USD"),
            ("美金", "USD"), ("欧元", "EUR"), ("NT元", "TWD"), ("⃀", "KGS"),
        ].map { CurrencySign($0.0, [$0.1], .symbol) } + [
            CurrencySign("£", ["GBP", "EGP", "LBP", "GIP", "FKP", "SHP"], .symbol, isDecided: true),
            CurrencySign("￡", ["GBP"], .symbol),
            CurrencySign("₤", ["GBP", "LBP"], .symbol),
            CurrencySign("¥", ["JPY", "CNY"], .symbol, isDecided: true),
            CurrencySign("￥", ["JPY", "CNY"], .symbol, isDecided: true),
            CurrencySign("元", ["CNY", "TWD", "HKD"], .symbol, isDecided: true),
            CurrencySign("₨", rupeeCodes, .symbol),
            CurrencySign("ரூ", ["LKR", "INR"], .symbol),
            CurrencySign("﷼", rialCodes, .symbol),
            CurrencySign("ƒ", ["AWG", "XCG"], .symbol),
            CurrencySign("₣", [], .symbol), CurrencySign("₿", [], .symbol), CurrencySign("Ƀ", [], .symbol),
            CurrencySign("₶", [], .symbol), CurrencySign("₯", [], .symbol), CurrencySign("₧", [], .symbol),
        ]

    private static let dollars: [CurrencySign] =
        ["$", "＄", "﹩"].map { CurrencySign($0, dollarCodes, .symbol) }
        + [
            ("US$", "USD"), ("US $", "USD"), ("U$S", "USD"), ("U$", "USD"), ("C$", "CAD"), ("CA$", "CAD"),
            ("CA $", "CAD"), ("CDN$", "CAD"), ("A$", "AUD"), ("AU$", "AUD"), ("AU $", "AUD"), ("NZ$", "NZD"),
            ("NZ $", "NZD"), ("HK$", "HKD"), ("HK $", "HKD"), ("S$", "SGD"), ("SG$", "SGD"), ("NT$", "TWD"),
            ("NT $", "TWD"), ("MX$", "MXN"), ("Mex$", "MXN"), ("R$", "BRL"), ("R $", "BRL"), ("AR$", "ARS"),
            ("COL$", "COP"), ("COP$", "COP"), ("CLP$", "CLP"), ("RD$", "DOP"), ("J$", "JMD"), ("TT$", "TTD"),
            ("BZ$", "BZD"), ("EC$", "XCD"), ("GY$", "GYD"), ("N$", "NAD"), ("FJ$", "FJD"), ("Bds$", "BBD"),
            ("$U", "UYU"),
        ].map { CurrencySign($0.0, [$0.1], .symbol) }

    private static let latinWords: [CurrencySign] =
        [
            ("kč", "CZK"), ("kčs", "CZK"), ("korun", "CZK"), ("zł", "PLN"), ("zl", "PLN"), ("złotych", "PLN"),
            ("tl", "TRY"), ("rp", "IDR"), ("rupiah", "IDR"), ("euro", "EUR"), ("euros", "EUR"), ("reais", "BRL"),
            ("rmb", "CNY"), ("yuan", "CNY"), ("ntd", "TWD"), ("baht", "THB"), ("ringgit", "MYR"), ("forint", "HUF"),
            ("vnđ", "VND"), ("đ", "VND"), ("đồng", "VND"), ("ksh", "KES"), ("kshs", "KES"), ("tsh", "TZS"),
            ("ush", "UGX"),
            ("sfr", "CHF"), ("hrn", "UAH"), ("lari", "GEL"), ("so'm", "UZS"), ("soʻm", "UZS"), ("so‘m", "UZS"),
            ("stg", "GBP"), ("yen", "JPY"), ("dinara", "RSD"), ("rur", "RUB"), ("nis", "ILS"), ("dhs", "AED"),
            ("soles", "PEN"), ("shekels", "ILS"),
        ].map { CurrencySign($0.0, [$0.1], .word) }
        + [
            ("Ft", "HUF"), ("RM", "MYR"), ("KD", "KWD"), ("BD", "BHD"), ("JD", "JOD"), ("DT", "TND"), ("DA", "DZD"),
            ("SR", "SAR"), ("QR", "QAR"), ("LE", "EGP"), ("L.E", "EGP"), ("R", "ZAR"), ("Q", "GTQ"), ("Fr", "CHF"),
            ("KM", "BAM"), ("S/", "PEN"), ("Gs", "PYG"), ("MK", "MWK"), ("MT", "MZN"), ("FBu", "BIF"), ("Fdj", "DJF"),
            ("FRw", "RWF"), ("Kc", "CZK"), ("Ar", "MGA"), ("din", "RSD"), ("Php", "PHP"),
        ].map { CurrencySign($0.0, [$0.1], .exactWord) } + [
            CurrencySign("kr", kroneCodes, .word), CurrencySign("kroner", ["NOK", "DKK"], .word),
            CurrencySign("kronor", ["SEK"], .word), CurrencySign("lei", ["RON", "MDL"], .word, isDecided: true),
            CurrencySign("leu", ["RON", "MDL"], .word, isDecided: true), CurrencySign("rs", rupeeCodes, .word),
            CurrencySign("re", rupeeCodes, .word), CurrencySign("rupees", rupeeCodes, .word),
            CurrencySign("cfa", ["XOF", "XAF"], .word), CurrencySign("fcfa", ["XOF", "XAF"], .word),
            CurrencySign("Br", ["BYN", "ETB"], .exactWord), CurrencySign("Bs", ["BOB", "VES"], .exactWord),
            CurrencySign("Dh", ["MAD", "AED"], .exactWord), CurrencySign("DH", ["MAD", "AED"], .exactWord),
            CurrencySign("dollars", dollarCodes, .word), CurrencySign("pesos", ["MXN", "ARS", "CLP", "COP"], .word),
            CurrencySign("dinar", dinarCodes + ["RSD"], .word), CurrencySign("dinars", dinarCodes + ["RSD"], .word),
            CurrencySign("kn", [], .exactWord), CurrencySign("Kn", [], .exactWord),
            CurrencySign("DM", [], .exactWord), CurrencySign("Esc", [], .exactWord),
        ]

    private static let cyrillicWords: [CurrencySign] =
        ["руб", "рублей", "рубля", "рубль", "р"].map {
            CurrencySign($0, ["RUB", "BYN"], .word, isDecided: true)
        }
        + [
            ("грн", "UAH"), ("гривень", "UAH"), ("гривен", "UAH"), ("лв", "BGN"), ("лева", "BGN"), ("дин", "RSD"),
            ("ден", "MKD"), ("тг", "KZT"), ("тенге", "KZT"), ("сом", "KGS"), ("сум", "UZS"), ("лари", "GEL"),
            ("драм", "AMD"), ("манат", "AZN"), ("евро", "EUR"),
        ].map { CurrencySign($0.0, [$0.1], .word) }

    private static let otherWords: [CurrencySign] =
        [
            ("د.إ", "AED"), ("د.ا", "JOD"), ("د.أ", "JOD"), ("د.ك", "KWD"), ("د.ب", "BHD"), ("د.ج", "DZD"),
            ("دج", "DZD"),
            ("د.م", "MAD"), ("د.ت", "TND"), ("د.ع", "IQD"), ("ل.د", "LYD"), ("ر.س", "SAR"), ("ر.ق", "QAR"),
            ("ر.ع", "OMR"),
            ("ج.م", "EGP"), ("ج.س", "SDG"), ("ل.ل", "LBP"), ("ل.س", "SYP"), ("ریال", "IRR"),
            ("ש״ח", "ILS"), ("ש\"ח", "ILS"), ("ש'ח", "ILS"), ("שח", "ILS"),
        ].map { CurrencySign($0.0, [$0.1], .word) } + [
            CurrencySign("درهم", ["AED", "MAD"], .word), CurrencySign("جنيه", ["EGP", "SDG"], .word),
            CurrencySign("ريال", rialCodes, .word), CurrencySign("دينار", dinarCodes, .word),
            CurrencySign("تومان", [], .word), CurrencySign("تومن", [], .word),
        ]

    private static let minorUnits: [CurrencySign] = [
        CurrencySign("¢", ["USD", "CAD", "AUD", "NZD"], .symbol, isMinorUnit: true),
        CurrencySign("p", ["GBP"], .exactWord, isMinorUnit: true),
        CurrencySign("GBp", ["GBP"], .exactWord, isDecided: false, isMinorUnit: true),
        CurrencySign("ct", ["EUR"], .word, isDecided: false, isMinorUnit: true),
        CurrencySign("cent", ["EUR", "USD"], .word, isMinorUnit: true),
        CurrencySign("cents", ["USD", "CAD", "AUD", "NZD", "EUR"], .word, isMinorUnit: true),
        CurrencySign("коп", ["RUB"], .word, isDecided: false, isMinorUnit: true),
    ]
}
