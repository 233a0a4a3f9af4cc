// The words of walls, logins and errors, in the languages of the pages that were seen.
extension PageKindDecider {
    static let wallTitles = [
        "just a moment", "attention required", "access denied", "access to this page has been denied", "robot check",
        "bot check",
        "pardon our interruption", "are you a human", "are you human", "are you a robot", "human verification",
        "security check",
        "verify you are human", "please verify", "captcha", "ddos-guard", "checking your browser", "request blocked",
        "you have been blocked",
        "one more step", "un momento", "einen moment", "un instant", "bitte warten", "unusual traffic",
        "bot protection", "bot verification",
        "waiting room", "you are now in line", "too many requests", "age verification", "are you over 18",
        "before you continue",
        "checking if the site connection is secure", "validate your identity", "challenge validation", "请稍候", "安全验证",
        "访问验证",
    ]
    static let wallTexts = [
        "verify you are human", "verify that you are human", "verify you're human", "verifying you are human",
        "not a robot", "you're not a robot",
        "enter the characters you see", "type the characters you see", "unusual traffic", "automated access",
        "enable javascript and cookies to continue",
        "checking your browser", "why have i been blocked", "you have been blocked",
        "access to this page has been denied", "complete the security check",
        "solve the captcha", "complete the captcha", "incapsula incident", "request unsuccessful",
        "your request has been blocked",
        "suspicious activity",
        "press & hold", "press and hold", "kein roboter", "não sou um robô", "no soy un robot", "no eres un robot",
        "pas un robot", "non sono un robot",
        "я не робот", "вы не робот", "nie jestem robotem", "ik ben geen robot", "robot değilim", "ロボットではありません",
        "我不是机器人", "로봇이 아닙니다",
        "please turn javascript on and reload", "ddos protection by", "pardon our interruption", "permission to access",
        "security service to protect itself",
    ]
    /// Where well-known bot protections load their checks from.
    static let wallAddresses = [
        "/cdn-cgi/challenge-platform", "challenges.cloudflare.com", "captcha-delivery.com", "_incapsula_resource",
        "px-captcha", "perimeterx",
        "hcaptcha.com", "recaptcha", "/captcha", "arkoselabs", "funcaptcha", "geetest", "validatecaptcha", "awswaf",
        "/_sec/cp_challenge",
        "kasada", "ddos-guard",
    ]
    static let loginTitles = PhraseTable([
        [
            "log in", "login", "sign in", "signin", "sign up", "register", "registration", "create account",
            "create an account", "my account", "anmelden", "anmeldung",
            "einloggen", "registrieren", "connexion", "se connecter", "identification", "inscription", "iniciar sesión",
            "inicia sesión", "acceder", "entrar", "accedi", "login page",
            "registrati", "zaloguj", "zaloguj się", "logowanie", "rejestracja", "вход", "войти", "авторизация",
            "регистрация", "вхід", "увійти", "реєстрація", "inloggen", "logga in", "logg inn",
            "log ind", "kirjaudu", "přihlášení", "bejelentkezés", "autentificare", "prijava", "giriş", "giriş yap",
            "forgot password", "forgotten password", "password forgotten",
            "password reset", "reset password", "ログイン", "登录", "登入", "로그인",
        ]
    ])
    static let loginPaths = [
        "login", "signin", "sign-in", "log-in", "/register", "/registration", "/auth", "/password", "/signup",
        "/sign-up", "/logowanie", "/connexion",
    ]
    /// What the page of a cart or of paying is called, as a whole.
    static let cartTitles: Set<String> = [
        "cart", "your cart", "my cart", "shopping cart", "your shopping cart", "my shopping cart", "basket",
        "your basket",
        "my basket", "shopping basket", "your shopping basket", "bag", "your bag", "my bag", "shopping bag",
        "your shopping bag", "cart summary", "checkout", "secure checkout", "order summary", "wishlist", "my wishlist",
        "warenkorb", "ihr warenkorb", "mein warenkorb", "einkaufswagen", "kasse", "panier", "mon panier",
        "votre panier",
        "commande", "paiement", "carrito", "carrito de compras", "mi carrito", "cesta", "mi cesta",
        "cesta de la compra",
        "finalizar compra", "carrello", "il tuo carrello", "carrinho", "carrinho de compras", "meu carrinho",
        "finalizar pedido", "koszyk", "twój koszyk", "zamówienie", "košík", "nákupní košík", "nákupný košík",
        "winkelwagen",
        "winkelmand", "afrekenen", "varukorg", "kundvagn", "kassan", "kurv", "indkøbskurv", "handlekurv", "ostoskori",
        "kosár", "coșul meu", "coș de cumpărături", "корзина", "оформление заказа", "кошик", "количка", "καλάθι",
        "sepetim",
        "košarica", "カート", "ショッピングカート", "買い物かご", "장바구니", "购物车", "購物車", "giỏ hàng", "keranjang", "ตะกร้าสินค้า",
        "سلة التسوق",
        "עגלת קניות",
    ]
    static let cartPaths: Set<String> = [
        "cart", "basket", "bag", "checkout", "viewcart", "shoppingcart", "shopping-cart", "warenkorb", "panier",
        "carrito",
        "carrello", "carrinho", "koszyk", "kosik", "winkelwagen", "varukorg", "handlekurv", "ostoskori", "sepet",
        "sepetim",
        "wishlist",
    ]
    /// What sites ask before they show anything: to be tracked or to pay.
    static let consentTexts = [
        "consent or pay", "pay or consent", "mit werbung weiterlesen", "weiter mit werbung",
        "mit werbung nutzen", "mit tracking und werbung", "werbefrei nutzen", "refuser et s'abonner",
        "refuser et s’abonner",
        "continuer avec publicité", "rifiuta e abbonati", "rechazar y suscribirse",
    ]
    static let goneTitles = PhraseTable([
        [
            "404", "page not found", "not found", "page cannot be found", "page can t be found",
            "couldn t find that page", "could not find that page",
            "page doesn t exist", "page does not exist", "product not found", "item not found", "seite nicht gefunden",
            "nicht gefunden", "page introuvable", "page non trouvée",
            "página no encontrada", "no encontrada", "pagina non trovata", "página não encontrada",
            "nie znaleziono strony", "nie znaleziono", "strona nie istnieje",
            "страница не найдена", "не найдено", "сторінку не знайдено", "не знайдено", "pagina niet gevonden",
            "sidan hittades inte", "siden findes ikke",
            "siden ble ikke funnet", "sivua ei löytynyt", "stránka nenalezena", "stránka nebola nájdená",
            "az oldal nem található", "pagina nu a fost găsită",
            "stranica nije pronađena", "sayfa bulunamadı", "page unavailable", "this page is no longer available",
            "error 404", "404 error", "410 gone",
        ]
    ])
    static let goneTexts = [
        "page you requested could not be found", "page you are looking for", "page you were looking for",
        "we can't find that page", "we couldn't find that page",
        "this product is no longer available", "this item is no longer available", "this listing has ended",
        "not a functioning page on our site",
        "the page can't be found", "page not found", "404 not found",
    ]
    static let failureTitles = PhraseTable([
        [
            "500", "502", "503", "504", "internal server error", "bad gateway", "service unavailable",
            "gateway timeout", "gateway time out", "an error occurred",
            "something went wrong", "temporarily unavailable", "under maintenance", "maintenance mode",
            "site maintenance", "wartungsarbeiten", "server error",
        ]
    ])
}
