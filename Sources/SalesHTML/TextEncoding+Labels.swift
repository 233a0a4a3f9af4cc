extension TextEncoding {
    /// The labels of the Encoding Standard, lower-case, each with its encoding.
    static let labels: [String: TextEncoding] = {
        var labels: [String: TextEncoding] = [:]
        for (encoding, names) in labelTable {
            for name in names.split(separator: " ") { labels[String(name)] = encoding }
        }
        return labels
    }()

    private static let labelTable: [(TextEncoding, String)] = [
        (.utf8, "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8"),
        (.utf16BE, "utf-16be unicodefffe"),
        (.utf16LE, "utf-16 utf-16le csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff"),
        (
            .windows1252,
            """
            windows-1252 cp1252 x-cp1252 ascii us-ascii ansi_x3.4-1968 latin1 l1 iso-8859-1 iso8859-1 iso88591 \
            iso_8859-1 iso_8859-1:1987 iso-ir-100 csisolatin1 cp819 ibm819
            """
        ),
        (.windows1250, "windows-1250 cp1250 x-cp1250"),
        (.windows1251, "windows-1251 cp1251 x-cp1251"),
        (.windows1253, "windows-1253 cp1253 x-cp1253"),
        (
            .windows1254,
            """
            windows-1254 cp1254 x-cp1254 latin5 l5 iso-8859-9 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 \
            iso-ir-148 csisolatin5
            """
        ),
        (.windows1255, "windows-1255 cp1255 x-cp1255"),
        (.windows1256, "windows-1256 cp1256 x-cp1256"),
        (.windows1257, "windows-1257 cp1257 x-cp1257"),
        (.windows1258, "windows-1258 cp1258 x-cp1258"),
        (.windows874, "windows-874 dos-874 tis-620 iso-8859-11 iso8859-11 iso885911"),
        (
            .iso8859Part2,
            "iso-8859-2 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 iso-ir-101 latin2 l2 csisolatin2"
        ),
        (
            .iso8859Part3,
            "iso-8859-3 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 iso-ir-109 latin3 l3 csisolatin3"
        ),
        (
            .iso8859Part4,
            "iso-8859-4 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 iso-ir-110 latin4 l4 csisolatin4"
        ),
        (
            .iso8859Part5,
            """
            iso-8859-5 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988 iso-ir-144 cyrillic csisolatincyrillic
            """
        ),
        (
            .iso8859Part6,
            """
            iso-8859-6 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987 iso-ir-127 arabic ecma-114 asmo-708 \
            iso-8859-6-e iso-8859-6-i csiso88596e csiso88596i csisolatinarabic
            """
        ),
        (
            .iso8859Part7,
            """
            iso-8859-7 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 iso-ir-126 greek greek8 ecma-118 elot_928 \
            sun_eu_greek csisolatingreek
            """
        ),
        (
            .iso8859Part8,
            """
            iso-8859-8 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 iso-ir-138 hebrew visual iso-8859-8-e \
            csiso88598e csisolatinhebrew iso-8859-8-i csiso88598i logical
            """
        ),
        (.iso8859Part10, "iso-8859-10 iso8859-10 iso885910 iso-ir-157 latin6 l6 csisolatin6"),
        (.iso8859Part13, "iso-8859-13 iso8859-13 iso885913"),
        (.iso8859Part14, "iso-8859-14 iso8859-14 iso885914"),
        (.iso8859Part15, "iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9 csisolatin9"),
        (.iso8859Part16, "iso-8859-16"),
        (.koi8R, "koi8-r koi koi8 koi8_r cskoi8r"),
        (.koi8U, "koi8-u koi8-ru"),
        (.ibm866, "ibm866 866 cp866 csibm866"),
        (.macintosh, "macintosh mac x-mac-roman csmacintosh"),
        (.gbk, "gbk gb2312 gb_2312 gb_2312-80 chinese csgb2312 csiso58gb231280 iso-ir-58 x-gbk"),
        (.gb18030, "gb18030"),
        (.big5, "big5 big5-hkscs cn-big5 csbig5 x-x-big5"),
        (.eucJP, "euc-jp x-euc-jp cseucpkdfmtjapanese"),
        (.iso2022JP, "iso-2022-jp csiso2022jp"),
        (.shiftJIS, "shift_jis shift-jis sjis x-sjis ms_kanji ms932 windows-31j csshiftjis"),
        (
            .eucKR,
            """
            euc-kr korean cseuckr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 csksc56011987 iso-ir-149 windows-949
            """
        ),
        (.replacement, "replacement hz-gb-2312 iso-2022-kr csiso2022kr iso-2022-cn iso-2022-cn-ext"),
    ]
}
