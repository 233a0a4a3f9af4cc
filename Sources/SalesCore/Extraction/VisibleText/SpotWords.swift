/// The words in classes, ids and test hooks that tell what a price means; lower case.
enum SpotWords {
    /// Says that a price stands here.
    static let price: Set<String> = set(
        """
        price prices preis preise prix precio precios prezzo prezzi preço preco cena ceny prijs pris pret hinta fiyat kaina cene \
        cijena ár harga gia money amount productprice saleprice finalprice currentprice ourprice sellprice pricing priceblock \
        pricebox pricetag itemprice prc cost tarif ціна цена priceval pricevalue priceview woocommerceprice
        """
    )
    /// Says that it is what is paid now.
    static let current: Set<String> = set(
        """
        current now sale special final our actual selling offer promo discounted today main buy new saleprice finalprice \
        currentprice ourprice sellprice newprice specialprice aktuell actuel nuevo ahora akcni aktionspreis ora jetzt \
        maintenant nyt nyní nyni teraz sada zdaj şimdi attuale scontato promocyjna
        """
    )
    /// Says that it is what was paid before.
    static let list: Set<String> = set(
        """
        old was rrp msrp srp strike striked strikethrough strikeout crossed crossedout before previous uvp statt compare compared listprice \
        oldprice wasprice originalprice regularprice retail retailprice beforeprice barre barré tachado ancien antes stara anterior was-price \
        prior lineThrough linethrough through stroke scratched standardprice marketprice discountfrom undiscounted del prixbarre \
        streichpreis oldpricevalue pricewas priceold recommended ordinary førpris vejl avant originaria priceline omnibus prima vecchio precedente listino mrp ancienne vorher bisher \
        alterpreis stary stare starsza puvodni původní puvodna predosla régi eredeti vechi poprzednia tidligere vanha oude \
        vorige adviesprijs eski stari prethodna prejsnja tavsiye
        """
    )
    /// Says so only where a lower price stands beside it.
    static let softList: Set<String> = set("regular list original base full normal standard market usual")
    /// The price once more in another currency.
    static let conversion: Set<String> = set("approx approximate approximately converted conversion")
    /// An amount that is taken off.
    static let saving: Set<String> = set(
        """
        save saving savings yousave discount off rabatt rabat spare ersparnis economy economie ahorro risparmio percent percentage \
        cashback coupon voucher reward rewards points loyalty bonus badge giftcard discountamount
        """
    )
    static let unit: Set<String> = set(
        """
        unit perunit unitprice grundpreis baseprice pricepermeasure permeasure ppu uom priceperunit unitpricing packungspreis
        """
    )
    static let shipping: Set<String> = set(
        "shipping delivery versand versandkosten freight livraison envio postage doprava dostawa frete"
    )
    static let instalment: Set<String> = set(
        """
        installment installments instalment instalments parcela parcelas finance financing klarna monthly affirm afterpay emi credit \
        leasing cuota cuotas raty rata afterpay laybuy sezzle zip splitit paypal mensualite finanzierung ratenzahlung kredit paylater
        """
    )
    static let member: Set<String> = set(
        "member members prime club membership vip subscribe subscription autoship"
    )
    /// Parts of a page that are about other things than its product.
    static let aside: Set<String> = set(
        """
        related recommended recommendation recommendations recommend recommender similar upsell upsells crosssell crosssells crossselling cross also \
        viewed recently bought together accessories accessory minicart header footer nav navbar navigation menu sidebar wishlist \
        sponsored ads advert banner history popular bestseller bestsellers featured carousel slider swiper slick reco recos recs compare \
        megamenu flyout drawer popover tooltip suggestions suggestion upselling bundle bundles frequently \
        protection warranty insurance addon addons financing testimonial reviews review comments relacionados similares recomendados zubehör \
        ähnliche podobne polecane successor successors replacement replacements alternatives substitute substitutes nachfolger похожие рекомендуем товарыпохожие inspiration toolbar topbar breadcrumb breadcrumbs cookie newsletter
        """
    )
    /// The cart, which is beside the product only where it is a part of the page's frame.
    static let cart: Set<String> = set("cart basket bag warenkorb panier carrito carrello koszyk корзина")
    static let cartParts: Set<String> = set(
        "mini header top summary total totals count empty widget small shopping my your items preview dropdown side drawer info"
    )
    /// Says that something is put into the cart or bought here.
    static let buy: Set<String> = set(
        """
        addtocart addtobasket addtobag buynow buy addcart cart basket bag purchase warenkorb panier carrito carrello koszyk koszyka kosik \
        winkelwagen kaufen acheter comprar acquista kup koupit kundvagn korzina sepet sepete order
        """
    )
    /// What such a button says.
    static let buyTexts = [
        "add to cart", "add to basket", "add to bag", "add to trolley", "buy now", "buy it now",
        "in den warenkorb", "ajouter au panier", "añadir al carrito", "agregar al carrito", "añadir a la cesta",
        "comprar", "aggiungi al carrello", "acquista", "do koszyka", "dodaj do koszyka", "kup teraz", "do košíku",
        "vložit do košíku", "in winkelwagen", "lägg i varukorgen", "köp", "læg i kurv", "legg i handlekurv",
        "lisää ostoskoriin", "kosárba", "adaugă în coș", "adauga in cos", "купить", "в корзину", "купити",
        "в кошик", "до кошика", "sepete ekle", "satın al", "加入購物車", "加入购物车", "立即購買", "立即购买", "カートに入れる", "장바구니",
        "구매하기", "바로구매", "thêm vào giỏ", "beli sekarang", "beli langsung", "tambah keranjang",
        "adicionar ao carrinho", "hozzáadás a kosárhoz", "dodaj u košaricu", "u košaricu", "v košarico",
        "lisa ostukorvi", "הוסף לסל", "أضف إلى السلة", "เพิ่มลงตะกร้า", "kaufen", "acheter", "pre order",
        "preorder", "into cart", "reserve", "add to shopping cart", "add to my cart", "add to shopping bag",
        "add to my bag", "order now", "jetzt kaufen", "jetzt bestellen", "in den einkaufswagen",
        "zum warenkorb hinzufügen", "in den korb", "acheter maintenant", "ajouter à mon panier",
        "mettre au panier", "añadir a la bolsa", "añadir al carro", "agregar al carro", "agregar a la bolsa",
        "comprar ahora", "comprar agora", "adicionar à sacola", "adicionar ao cesto", "colocar no carrinho",
        "aggiungi alla borsa", "metti nel carrello", "acquista ora", "do koše", "přidat do košíku", "koupit",
        "kúpiť", "do košíka", "pridať do košíka", "kosárba teszem", "a kosárba", "megveszem", "cumpără", "în coș",
        "adaugă în coşul", "in mijn winkelwagen", "in winkelmand", "toevoegen aan winkelwagen", "bestel nu",
        "köp nu", "lägg i kundvagn", "lägg i kundkorg", "legg i kurv", "kjøp", "kjøp nå", "tilføj til kurv",
        "læg i kurven", "køb nu", "lisää koriin", "osta nyt", "προσθήκη στο καλάθι", "sepete at", "hemen al",
        "добавить в корзину", "додати в кошик", "добави в количката", "dodaj u korpu", "dodaj v košarico",
        "lisa korvi", "į krepšelį", "ielikt grozā", "pievienot grozam", "加入购物袋", "加入購物袋", "放入購物車", "加到購物車", "直接購買",
        "カートに追加", "かごに入れる", "買い物かごに入れる", "カゴに入れる", "今すぐ購入", "購入手続き", "바로 구매", "장바구니 담기", "카트에 담기",
        "thêm vào giỏ hàng", "mua ngay", "tambah ke keranjang", "masukkan keranjang", "tambah ke troli",
        "เพิ่มลงในตะกร้า", "หยิบใส่ตะกร้า", "ซื้อเลย", "أضف إلى عربة التسوق", "أضف للسلة", "اشتر الآن",
        "إضافة إلى السلة", "הוספה לסל", "קנה עכשיו", "افزودن به سبد", "افزودن به سبد خرید", "कार्ट में डालें",
        "अभी खरीदें",
    ]

    /// What such a button says as a whole; the same words stand in other texts as well.
    static let wholeBuyTexts: Set<String> = [
        "osta", "beli", "kupi", "pirkt", "αγορά", "στο καλάθι", "в количката", "в кошницата", "купи", "購入する", "u korpu",
        "ซื้อสินค้า",
    ]

    private static func set(_ words: String) -> Set<String> { Set(words.split(separator: " ").map(String.init)) }
}
