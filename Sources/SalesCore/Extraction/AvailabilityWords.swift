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
    static let table: [(Availability, [String])] = [
        (
            .discontinued,
            split(
                """
                discontinued|no longer available|no longer sold|nicht mehr lieferbar|nicht mehr verfügbar|\
                nicht mehr erhältlich|produit arrêté|descatalogado|ya no está disponible|снят с производства|\
                знято з виробництва|produkt wycofany|non più disponibile|não está mais disponível|descontinuado|\
                終売|n est plus disponible|plus disponible|has been discontinued|is discontinued|\
                wird nicht mehr hergestellt|auslaufartikel nicht mehr|definitivement arrêté|fin de série épuisé|\
                fuori produzione|fuera de catálogo|fora de linha|wycofany z oferty|produkt wycofany z oferty|\
                prodej ukončen|predaj ukončený|már nem kapható|megszűnt termék|udgået|utgått|utgår ur sortimentet|\
                poistunut valikoimasta|niet meer leverbaar|niet meer verkrijgbaar|no mai este disponibil|\
                больше не производится|более не доступен|販売終了|生産終了|販売を終了|단종|판매종료|판매 종료|停產|停产|已下架|ngừng kinh doanh|\
                üretimi durduruldu|artık satılmıyor|لم يعد متوفرا
                """
            )
        ),
        (
            .preorder,
            split(
                """
                pre order|preorder|pre order now|vorbestellen|vorbestellung|précommande|précommander|\
                reservar ahora|preventa|preordine|przedsprzedaż|предзаказ|передзамовлення|pré venda|pré encomenda|\
                předobjednávka|予約受付中|预售|預購|available for pre order|forudbestil|förbeställ|förhandsboka|\
                forhåndsbestill|ennakkotilaa|ennakkotilaus|előrendelés|előrendelhető|precomandă|precomanda|\
                prednaročilo|prednarudžba|prednaroči|predobjednávka|předobjednat|prednarudzba|pre bestellen|\
                voorbestellen|preordina|reserve agora|pré réservation|προπαραγγελία|ön sipariş|on siparis|\
                đặt trước|สั่งจองล่วงหน้า|พรีออเดอร์|طلب مسبق|اطلب مسبقا|הזמנה מוקדמת|予約商品|예약판매|예약구매|예약 주문|预购|預訂|\
                предварительный заказ|предзаказать|предварителна поръчка|предпоръчка
                """
            )
        ),
        (
            .backorder,
            split(
                """
                backorder|back order|on backorder|backordered|available to order|made to order|\
                available on back order|ships when available|deliver when available|will ship when available|\
                available for backorder|ships when back in stock|currently on backorder|nachbestellt|\
                en réapprovisionnement|bajo pedido|su ordinazione|sob encomenda|beställningsvara|bestillingsvare|\
                tilattavissa|la comandă|под заказ|під замовлення|po narudžbi|po naročilu|κατόπιν παραγγελίας|\
                siparişe özel|お取り寄せ|取り寄せ|受注生産|주문제작|입고예정|接单生产|訂製
                """
            )
        ),
        (
            .outOfStock,
            split(
                """
                out of stock|outofstock|sold out|currently unavailable|temporarily unavailable|not in stock|\
                not available|item unavailable|product unavailable|this item is unavailable|no stock|\
                item is no longer available|notify me when available|email me when available|\
                notify me when back in stock|ausverkauft|nicht auf lager|nicht verfügbar|derzeit nicht verfügbar|\
                nicht lieferbar|vergriffen|zur zeit nicht lieferbar|rupture de stock|en rupture|indisponible|\
                épuisé|actuellement indisponible|agotado|sin stock|no disponible|fuera de stock|sin existencias|\
                esaurito|non disponibile|attualmente non disponibile|esgotado|indisponível|sem stock|sem estoque|\
                fora de estoque|niedostępny|brak w magazynie|produkt niedostępny|chwilowo niedostępny|wyprzedane|\
                brak towaru|нет в наличии|нет на складе|распродано|товар закончился|недоступен|немає в наявності|\
                відсутній|нема в наявності|няма в наличност|stokta yok|tükendi|stok yok|uitverkocht|\
                niet op voorraad|niet beschikbaar|niet leverbaar|slutsåld|ej i lager|slut i lager|udsolgt|\
                ikke på lager|utsolgt|loppu varastosta|ei varastossa|loppuunmyyty|vyprodáno|není skladem|\
                nedostupné|není k dispozici|vypredané|nie je na sklade|elfogyott|nincs raktáron|nem elérhető|\
                nincs készleten|stoc epuizat|indisponibil|nu este in stoc|rasprodano|nije dostupno|nedostupno|\
                nema na zalihi|razprodano|ni na zalogi|läbi müüdud|εξαντλημένο|μη διαθέσιμο|אזל מהמלאי|לא במלאי|\
                غير متوفر|نفد من المخزون|نفذت الكمية|hết hàng|stok habis|สินค้าหมด|缺貨|缺货|已售完|售罄|無庫存|补货中|補貨中|已售罄|\
                暂时缺货|在庫なし|在庫切れ|売り切れ|品切れ|完売|품절|일시품절|매진|join the waitlist|join waitlist|notify when in stock|\
                email me when back in stock|email when available|temporarily out|temporarily sold out|\
                gone for good|leider ausverkauft|aktuell nicht verfügbar|momentan nicht verfügbar|\
                zurzeit nicht verfügbar|online nicht verfügbar|benachrichtigen wenn verfügbar|\
                benachrichtigen sobald verfügbar|bei verfügbarkeit benachrichtigen|\
                benachrichtigung bei verfügbarkeit|victime de son succès|stock épuisé|temporairement indisponible|\
                produit épuisé|producto agotado|temporalmente sin existencias|prodotto esaurito|non è disponibile|\
                temporaneamente non disponibile|produto esgotado|produto indisponível|powiadom o dostępności|\
                produkt wyprzedany|brak w sprzedaży|momentálně nedostupné|dočasne nedostupné|dočasně nedostupné|\
                momentálne nedostupné|értesítést kérek|átmenetileg nem elérhető|jelenleg nem elérhető|\
                jelenleg nem rendelhető|nu e in stoc|momentan indisponibil|сообщить о поступлении|\
                уведомить о поступлении|нет в продаже|временно отсутствует|повідомити про наявність|закінчився|\
                изчерпан|изчерпано|няма на склад|tijdelijk uitverkocht|tijdelijk niet leverbaar|tillfälligt slut|\
                slut online|ikke tilgjengelig|midlertidig udsolgt|midlertidig utsolgt|tilapäisesti loppu|\
                tuote on loppu|εξαντλήθηκε|εξαντλημενο|μη διαθεσιμο|stokta bulunmuyor|stoğa gelince|\
                stokta kalmadı|rasprodan|nije na zalihi|trenutno nedostupno|trenutno ni na zalogi|stok kosong|\
                barang habis|habis terjual|tạm hết hàng|đã bán hết|หมดชั่วคราว|ของหมด|สินค้าหมดสต็อก|\
                แจ้งเตือนเมื่อมีสินค้า|نفد المخزون|نفذ المخزون|غير متوفر حاليا|أعلمني عند التوفر|אזל|\
                ただいま在庫がございません|在庫がありません|입고 알림|품절되었습니다|구매불가|到貨通知|到货通知|补货通知|補貨通知|貨到通知|卖完|tidak tersedia|غير متاح|\
                không có hàng|ไม่มีสินค้า|не е в наличност|отсутствует на складе|inte i lager|\
                niet meer op voorraad|não disponível|non disponible|pas disponible|ni na voljo|non è in magazzino|\
                nem rendelhető|не в наличии|notify me when it s back in stock|email me when it s back|\
                avise me quando chegar|avísame cuando haya stock|avísame cuando esté disponible|\
                avvisami quando disponibile|再入荷お知らせ|再入荷のお知らせ|再入荷通知|入荷お知らせメール|재입고 알림|स्टॉक में नहीं|स्टॉक समाप्त|\
                बिक गया
                """
            )
        ),
        (
            .inStock,
            split(
                """
                in stock|instock|available now|ships today|ready to ship|only a few left|left in stock|\
                available for delivery|auf lager|sofort lieferbar|lieferbar|verfügbar|vorrätig|en stock|\
                disponible|en existencia|hay stock|disponibile|disponibilità immediata|in magazzino|em stock|\
                em estoque|disponível|dostępny|w magazynie|produkt dostępny|dostępne|в наличии|есть в наличии|\
                в наявності|є в наявності|в наличност|stokta var|stokta|op voorraad|i lager|på lager|varastossa|\
                skladem|na skladě|raktáron|készleten|în stoc|in stoc|na zalihi|na zalogi|laos|laoseis|διαθέσιμο|\
                σε απόθεμα|במלאי|متوفر|còn hàng|有貨|有货|现货|現貨|在庫あり|재고 있음|ready to dispatch|available to ship|\
                ships within 24|ships in 24|ships immediately|ab lager|sofort versandfertig|versandfertig|\
                noch auf lager|expédié sous 24h|disponible immédiatement|disponibilidad inmediata|pronta consegna|\
                entrega imediata|wysyłka w 24|wysyłka 24|ihned k odeslání|ihned k odběru|na sklade|\
                expedujeme ihned|azonnal szállítható|pe stoc|есть на складе|є на складі|finns i lager|i webblager|\
                få på lager|varastossa heti|άμεσα διαθέσιμο|hemen teslim|stokta mevcut|ready stock|stok tersedia|\
                มีสินค้า|พร้อมส่ง|متوفر في المخزون|即納|당일발송|현货供应|庫存充足|库存充足|स्टॉक में
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
