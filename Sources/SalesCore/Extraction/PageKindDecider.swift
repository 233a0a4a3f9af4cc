/// Tells walls, script shells and error pages from pages with content, by what they say and how little that is.
enum PageKindDecider {
    /// What was found, with the sentence that says so.
    struct Finding: Sendable {
        let kind: Extraction.PageKind
        let reading: Reading
    }

    /// What is looked at.
    struct Evidence {
        /// The visible text, at most ``maximumText`` bytes of it.
        let text: String
        let title: String
        let headings: [String]
        /// Addresses of scripts, frames, forms and images, in lower case.
        let addresses: [String]
        let hasPasswordField: Bool
        let scriptBytes: Int
        let hasVisiblePrice: Bool
        let address: PageURL?
    }

    /// The most text that is looked at, in bytes.
    static let maximumText = 20_000
    /// A wall says little; a longer page that mentions a captcha is about something else.
    private static let longestWall = 3_000
    /// A shell says next to nothing.
    private static let longestShell = 400

    /// What a page is that states no price for its product other than in its text.
    static func decide(_ evidence: Evidence) -> Finding? {
        let head = ([evidence.title] + evidence.headings).joined(separator: " | ").lowercased()
        // A text that is too long for a wall in any case is not searched, so its letter case does not matter.
        let isSearched = evidence.text.utf8.count <= longestWall * 3
        let text = isSearched ? evidence.text.lowercased() : evidence.text
        if let reason = wall(evidence, head: head, text: text) {
            return Finding(kind: .wall, reading: .blocked(reason: reason))
        }
        if let reason = login(evidence, head: head) { return Finding(kind: .wall, reading: .blocked(reason: reason)) }
        if let finding = error(evidence, head: head, text: text) { return finding }
        if text.utf8.count < longestShell, evidence.scriptBytes > 500 || text.contains("javascript"),
            !evidence.hasVisiblePrice
        {
            let reason = "the page is an empty shell that a script would fill; its own text states no product"
            return Finding(kind: .scriptShell, reading: .failed(reason: reason))
        }
        return nil
    }

    private static func wall(_ evidence: Evidence, head: String, text: String) -> String? {
        guard text.utf8.count <= longestWall, !evidence.hasVisiblePrice else { return nil }
        if let phrase = wallTitles.first(where: head.contains) {
            return "a bot wall stands where the page should be (“\(phrase)”)"
        }
        if let phrase = wallTexts.first(where: text.contains) {
            return "a bot wall stands where the page should be (“\(phrase)”)"
        }
        let marks = evidence.addresses.lazy.compactMap { address in wallAddresses.first { address.contains($0) } }
        if let mark = marks.first { return "a captcha or bot check stands where the page should be (\(mark))" }
        return nil
    }

    private static func login(_ evidence: Evidence, head: String) -> String? {
        let isAsked = loginTitles.matches(CleanText.folded(head))
        let path = evidence.address?.path.lowercased() ?? ""
        let isLoginPath = loginPaths.contains(where: path.contains)
        guard isAsked && (evidence.hasPasswordField || isLoginPath) || isLoginPath && evidence.hasPasswordField else {
            return nil
        }
        return "the page asks to log in"
    }

    private static func error(_ evidence: Evidence, head: String, text: String) -> Finding? {
        let folded = CleanText.folded(head)
        if let phrase = goneTitles.first(in: folded)?.phrase {
            return Finding(kind: .error, reading: .gone(reason: "the page says that it is not there (“\(phrase)”)"))
        }
        guard text.utf8.count <= longestWall else { return nil }
        if let phrase = goneTexts.first(where: text.contains), !evidence.hasVisiblePrice {
            return Finding(kind: .error, reading: .gone(reason: "the page says that it is not there (“\(phrase)”)"))
        }
        if let phrase = failureTitles.first(in: folded)?.phrase, !evidence.hasVisiblePrice {
            return Finding(
                kind: .error,
                reading: .failed(reason: "the page reports a failure of the server (“\(phrase)”)")
            )
        }
        return nil
    }

    private static let wallTitles = [
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
    private static let wallTexts = [
        "verify you are human", "verify that you are human", "verify you're human", "verifying you are human",
        "not a robot", "you're not a robot",
        "enter the characters you see", "type the characters you see", "unusual traffic", "automated access",
        "enable javascript and cookies to continue",
        "checking your browser", "why have i been blocked", "you have been blocked",
        "access to this page has been denied", "complete the security check",
        "solve the captcha", "captcha", "incapsula incident", "request unsuccessful", "your request has been blocked",
        "suspicious activity",
        "press & hold", "press and hold", "kein roboter", "não sou um robô", "no soy un robot", "no eres un robot",
        "pas un robot", "non sono un robot",
        "я не робот", "вы не робот", "nie jestem robotem", "ik ben geen robot", "robot değilim", "ロボットではありません",
        "我不是机器人", "로봇이 아닙니다",
        "please turn javascript on and reload", "ddos protection by", "pardon our interruption", "permission to access",
        "security service to protect itself",
    ]
    /// Where well-known bot protections load their checks from.
    private static let wallAddresses = [
        "/cdn-cgi/challenge-platform", "challenges.cloudflare.com", "captcha-delivery.com", "_incapsula_resource",
        "px-captcha", "perimeterx",
        "hcaptcha.com", "recaptcha", "/captcha", "arkoselabs", "funcaptcha", "geetest", "validatecaptcha", "awswaf",
        "/_sec/cp_challenge",
        "kasada", "ddos-guard",
    ]
    private static let loginTitles = PhraseTable([
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
    private static let loginPaths = [
        "login", "signin", "sign-in", "log-in", "/register", "/registration", "/auth", "/password", "/signup",
        "/sign-up", "/logowanie", "/connexion",
    ]
    private static let goneTitles = PhraseTable([
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
    private static let goneTexts = [
        "page you requested could not be found", "page you are looking for", "page you were looking for",
        "we can't find that page", "we couldn't find that page",
        "this product is no longer available", "this item is no longer available", "this listing has ended",
        "not a functioning page on our site",
        "the page can't be found", "page not found", "404 not found",
    ]
    private static let failureTitles = PhraseTable([
        [
            "500", "502", "503", "504", "internal server error", "bad gateway", "service unavailable",
            "gateway timeout", "gateway time out", "an error occurred",
            "something went wrong", "temporarily unavailable", "under maintenance", "maintenance mode",
            "site maintenance", "wartungsarbeiten", "server error",
        ]
    ])
}
