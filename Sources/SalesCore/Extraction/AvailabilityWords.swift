/// What words say about availability: schema.org's names and their spellings, and what shops print.
enum AvailabilityWords {
    /// The availability that a machine's word means: `https://schema.org/InStock`, `in stock`, `oos`.
    ///
    /// Source: <https://schema.org/ItemAvailability>, and the values of the `product:availability` meta tag.
    static func schema(_ text: String) -> Availability {
        let trimmed =
            text.prefix(maximumLength).split(whereSeparator: { $0 == "/" || $0 == "#" }).last.map(String.init) ?? ""
        let word = trimmed.lowercased().filter { $0.isLetter || $0.isNumber }
        switch word.hasPrefix("schema") ? String(word.dropFirst(word.hasPrefix("schemaorg") ? 9 : 6)) : word {
        case "instock", "instoreonly", "onlineonly", "limitedavailability", "available", "availableforsale", "onstock",
            "lowstock", "limitedstock", "availablefororder", "availableonline", "yes", "true":
            return .inStock
        case "outofstock", "soldout", "oos", "unavailable", "notavailable", "reserved", "nostock", "pending":
            return .outOfStock
        case "preorder", "presale": return .preorder
        case "backorder", "madetoorder", "backordered", "onbackorder": return .backorder
        case "discontinued", "endoflife": return .discontinued
        default: return phrase(text)
        }
    }

    /// The availability that a short text of a page states; unknown for anything that is not plainly about it.
    static func phrase(_ text: String) -> Availability {
        guard let found = phrases.first(in: CleanText.folded(String(text.prefix(maximumLength)))) else {
            return .unknown
        }
        return table[found.rank].0
    }

    private static let phrases = PhraseTable(table.map(\.1))

    /// The order matters: "not in stock" contains "in stock".
    private static let table: [(Availability, [String])] = [
        (
            .discontinued,
            split(
                """
                discontinued|no longer available|no longer sold|nicht mehr lieferbar|nicht mehr verfügbar|nicht mehr erhältlich|produit arrêté|descatalogado|ya no está disponible|снят с производства|знято з виробництва|produkt wycofany|non più disponibile|não está mais disponível|descontinuado|終売
                """
            )
        ),
        (
            .preorder,
            split(
                """
                pre order|preorder|pre order now|vorbestellen|vorbestellung|précommande|précommander|reservar ahora|preventa|preordine|przedsprzedaż|предзаказ|передзамовлення|pré venda|pré encomenda|předobjednávka|予約受付中|预售|預購
                """
            )
        ),
        (
            .backorder,
            split("backorder|back order|on backorder|backordered|available to order|special order|made to order")
        ),
        (
            .outOfStock,
            split(
                """
                out of stock|outofstock|sold out|currently unavailable|temporarily unavailable|not in stock|not available|item unavailable|product unavailable|this item is unavailable|no stock|item is no longer available|notify me when available|email me when available|notify me when back in stock|ausverkauft|nicht auf lager|nicht verfügbar|derzeit nicht verfügbar|nicht lieferbar|vergriffen|zur zeit nicht lieferbar|rupture de stock|en rupture|indisponible|épuisé|actuellement indisponible|agotado|sin stock|no disponible|fuera de stock|sin existencias|esaurito|non disponibile|attualmente non disponibile|esgotado|indisponível|sem stock|sem estoque|fora de estoque|niedostępny|brak w magazynie|produkt niedostępny|chwilowo niedostępny|wyprzedane|brak towaru|нет в наличии|нет на складе|распродано|товар закончился|недоступен|немає в наявності|немає в наявності|відсутній|нема в наявності|няма в наличност|stokta yok|tükendi|stok yok|uitverkocht|niet op voorraad|niet beschikbaar|niet leverbaar|slutsåld|ej i lager|slut i lager|udsolgt|ikke på lager|utsolgt|loppu varastosta|ei varastossa|loppuunmyyty|vyprodáno|není skladem|nedostupné|není k dispozici|vypredané|nie je na sklade|elfogyott|nincs raktáron|nem elérhető|nincs készleten|stoc epuizat|indisponibil|nu este in stoc|rasprodano|nije dostupno|nedostupno|nema na zalihi|razprodano|ni na zalogi|läbi müüdud|εξαντλημένο|μη διαθέσιμο|אזל מהמלאי|לא במלאי|غير متوفر|نفد من المخزون|نفذت الكمية|hết hàng|stok habis|สินค้าหมด|缺貨|缺货|已售完|售罄|無庫存|补货中|補貨中|已售罄|暂时缺货|在庫なし|在庫切れ|売り切れ|品切れ|完売|품절|일시품절|매진
                """
            )
        ),
        (
            .inStock,
            split(
                """
                in stock|instock|available now|ships today|ready to ship|only a few left|left in stock|available for delivery|auf lager|sofort lieferbar|lieferbar|verfügbar|vorrätig|en stock|disponible|en existencia|hay stock|disponibile|disponibilità immediata|in magazzino|em stock|em estoque|disponível|dostępny|w magazynie|produkt dostępny|dostępne|в наличии|есть в наличии|в наявності|є в наявності|в наличност|stokta var|stokta|op voorraad|i lager|på lager|varastossa|skladem|na skladě|raktáron|készleten|în stoc|in stoc|na zalihi|na zalogi|laos|laoseis|διαθέσιμο|σε απόθεμα|במלאי|متوفر|còn hàng|有貨|有货|现货|現貨|在庫あり|재고 있음
                """
            )
        ),
    ]

    private static func split(_ text: String) -> [String] {
        text.split(separator: "|").map(String.init)
    }

    /// A longer text is a sentence about something else.
    static let maximumLength = 200
}
