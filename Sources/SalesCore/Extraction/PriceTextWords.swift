/// The words around prices in the languages of the shops that are read, in lower case.
enum PriceTextWords {
    /// What a word says about the price behind it.
    enum Meaning: Hashable, Sendable {
        case kind(Candidate.Kind)
        /// An amount that is taken off, or won: no price.
        case saving
        /// Says only that a price comes: "price", "cena".
        case label
    }

    /// The meaning of a word that stands before a price.
    static let before: [String: Meaning] = {
        var table: [String: Meaning] = [:]
        for (words, meaning) in beforeLists {
            for word in words.split(separator: " ") { table[String(word)] = meaning }
        }
        return table
    }()

    private static let beforeLists: [(String, Meaning)] = [
        (
            """
            price prices preis preise prix precio precios preço preco prezzo prezzi prijs pris priser hinta cena ceny cenu \
            ceník ár ára pret preț preţ prețul τιμή цена ціна цена: fiyat fiyatı 价格 定价 售价 価格 販売価格 giá harga السعر سعر \
            our your the a an at for just le la il el de o total you pay p v c unser ihr nasza naša naše notre nuestro \
            nostro vår cca ca circa approx approximately rs uvp: buy it buy-it purchase cost costs amount betrag summe \
            stück stk per
            """, .label
        ),
        (
            """
            was rrp msrp srp regular reg uvp statt vorher bisher ehemals ursprünglich avant barré antes anterior prima \
            originally original old previously list běžná bežná původní původně pôvodná regularna poprzednia najniższa \
            normalpreis normalpris ordinarie ord tidigare førpris før veil vejl adviesprijs ehem instead compare comp \
            старая раньше normalny eredeti vechi eski retail listenpreis tachado стара 原价 原價 定価 通常価格 参考価格 \
            希望小売価格 メーカー希望小売価格 市場價 市场价 참고가 정가 소비자가 lowest niedrigster bestpreis laagste lägsta laveste \
            legalacsonyabb nejnižší najnižšia
            """, .kind(.list)
        ),
        (
            """
            now jetzt nur aktuell only sale special maintenant ahora adesso ora nu nyt nyní teraz сейчас por deal today \
            angebot angebotspreis aktionspreis sonderpreis promo promocyjna oferta offer акция current akce akční \
            sonderangebot ny 现价 特价 特價 セール価格 特別価格 最終価格 할인가 할인판매가
            """, .kind(.current)
        ),
        ("from ab desde från fra vanaf od от від dès starting alkaen 起 partir partire", .kind(.from)),
        ("upto bis jusqu hasta fino до", .kind(.upTo)),
        ("grundpreis stückpreis", .kind(.unit)),
        (
            """
            save saved saves saving savings spare sparen ersparnis sparst économisez economisez économie ahorra ahorras \
            ahorro risparmi risparmia rabatt rabat rabais remise discount korting bespaar скидка скидки cashback coupon \
            gutschein voucher sleva ušetříte ušetrite oszczędzasz zniżka spar kedvezmény indirim знижка descuento sconto \
            desconto reward rewards credit bonus kupon guthaben prämie 节省 立减 割引 値引き ポイント 할인 적립금 포인트
            """, .saving
        ),
        (
            """
            shipping delivery postage versand versandkosten versandkostenfrei porto lieferung livraison envío envio \
            spedizione consegna verzending verzendkosten bezorging frakt fragt doprava dostawa dostawy wysyłka доставка \
            доставки доставку order orders bestellwert mindestbestellwert spend orden pedido pedidos commande kargo \
            szállítás toimitus livrare deposit pfand surcharge zzgl fee fees vrg ecotax 运费 運費 送料 배송비
            """, .kind(.shipping)
        ),
        ("member members mitglieder prime code club plus membre socio", .kind(.member)),
        (
            "msi meses mensualidades payments zahlungen cuotas mensualités parcelas rater splátky splátek ratach instalment installment instalments installments rate raten ratenzahlung monatlich",
            .kind(.instalment)
        ),
    ]

    /// Words that say little by themselves, but something with the word before them.
    static let phrases: [String: Meaning] = [
        "up to": .kind(.upTo), "bis zu": .kind(.upTo), "jusqu'à": .kind(.upTo), "fino a": .kind(.upTo),
        "instead of": .kind(.list), "lieu de": .kind(.list), "list price": .kind(.list), "old price": .kind(.list),
        "compare at": .kind(.list), "sale price": .kind(.current), "regular price": .kind(.list),
        "à partir": .kind(.from), "a partir": .kind(.from), "starting at": .kind(.from),
        "special price": .kind(.current), "plus bas": .kind(.list), "más bajo": .kind(.list),
        "più basso": .kind(.list), "mais baixo": .kind(.list),
        "off": .saving, "unit price": .label, "buy now": .kind(.current),
    ]

    /// Words right behind a price that say what it is.
    static let after: [String: Meaning] = {
        var table: [String: Meaning] = [:]
        for word
            in "off rabatt rabat discount savings saved sparen gespart ersparnis gutschein zniżki sleva slevy slevu kedvezmény indirim скидка korting remise rabais sconto descuento cashback gutscheine coupon voucher credit bonus less cheaper günstiger billiger 할인 割引 値引き オフ 折扣 优惠 優惠"
            .split(separator: " ")
        {
            table[String(word)] = .saving
        }
        for word
            in "shipping delivery postage versand versandkosten porto livraison envío spedizione frakt fragt doprava dostawa доставка deposit pfand verzending verzendkosten vrg ecotax"
            .split(separator: " ")
        {
            table[String(word)] = .kind(.shipping)
        }
        for word in "mtl monatlich monthly month mo monat mes mois mies miesiąc mês mese mois maand månad".split(
            separator: " "
        ) {
            table[String(word)] = .kind(.instalment)
        }
        for word in "rrp uvp msrp was".split(separator: " ") { table[String(word)] = .kind(.list) }
        return table
    }()

    /// Words between a price and the unit that it is for: "per kg", "je Stück".
    static let perWords: Set<String> = [
        "per", "pro", "je", "za", "par", "al", "por", "за", "a", "pr", "på", "cada", "each",
    ]

    /// Units of weight, volume, length and energy; a price for one of them is a unit price.
    static let measures: Set<String> = [
        "kg", "g", "mg", "gr", "lb", "lbs", "oz", "l", "ml", "cl", "dl", "ltr", "liter", "litre", "liters", "litres",
        "kilogramm", "kilogram", "kilo", "kilos", "gramm", "gram", "grams", "m", "cm", "mm", "km", "m²", "qm", "ft",
        "inch", "in", "kwh", "wh", "mah", "ah", "w", "kw", "v", "hz", "mhz", "ghz", "gb", "mb", "tb", "кг", "г", "мл",
        "л",
        "м", "мм", "см", "gal", "gallon", "yard", "yd", "meter", "metre", "liitri", "litro", "litri", "rpm", "mpx",
        "mp",
        "bar", "dpi", "px", "pcs", "pieces", "stars", "reviews", "bewertungen", "ratings", "avis", "days", "tage",
    ]

    /// Words that multiply the number before them; what they make of it is no price that a shop charges exactly.
    static let multipliers: Set<String> = [
        "k", "m", "mio", "mln", "million", "millions", "millionen", "milion", "billion", "bn", "mrd", "thousand", "tsd",
        "tys", "tis", "тыс", "млн", "млрд", "lakh", "lakhs", "crore", "cr", "mil", "juta", "jt", "rb", "ribu", "万", "億",
        "亿", "만", "triệu", "tr", "hundred",
    ]

    /// Measures in which prices have three digits behind the separator.
    static let fineMeasures: Set<String> = [
        "l", "ltr", "liter", "litre", "litro", "litri", "л", "kwh", "km", "gal", "gallon", "min",
    ]

    /// What stands behind prices and changes nothing: taxes, pieces.
    static let notes: Set<String> = [
        "each", "ea", "piece", "pc", "item", "stück", "stk", "st", "ks", "kus", "szt", "шт", "unit", "inc", "incl",
        "inkl",
        "including", "excl", "exkl", "ex", "exc", "excluding", "vat", "tax", "taxes", "gst", "mwst", "ust", "tva",
        "ttc",
        "ht", "iva", "inclusa", "inclus", "compris", "btw", "moms", "dph", "brutto", "netto", "gross", "net",
        "included",
        "plus", "with", "without", "inklusive", "s", "bez", "ндс", "с", "hors", "taxe", "u", "und", "and", "de", "l",
        "unité", "税込", "税抜", "税别", "税", "only", "nur", "now", "vnd", "z", "vč", "včetně", "alv", "kdv", "dahil",
        "afa", "áfa", "χωρίς", "φπα", "incluido", "incluida", "impuestos", "incluidos", "台", "件", "個", "个", "x",
    ]

    /// Texts that say as a whole that nothing has to be paid.
    static let free: Set<String> = [
        "free", "gratis", "kostenlos", "umsonst", "gratuit", "gratuito", "gratuita", "grátis", "бесплатно",
        "безкоштовно",
        "zdarma", "za darmo", "gratuitement", "ilmainen", "maksuton", "ücretsiz", "ingyenes", "免费", "免費", "無料", "무료",
        "for free", "free of charge", "miễn phí",
    ]

    /// Words that lead from the low to the high end of a range.
    static let rangeWords: Set<String> = ["to", "bis", "à", "a", "до", "do", "till", "til", "tot", "al", "hasta"]
}
