/// Pages that stand where a product was asked for: walls, logins, errors.
///
/// None states a price.
enum WallPage {
    /// A challenge for robots, as bot-protection services show it.
    static let captcha = """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>Just a moment…</title></head>
        <body><h1>Let us check that you are human</h1>
        <p>We have seen unusual traffic from your network. Please complete the CAPTCHA to go on.</p>
        <form id="challenge-form" action="/challenge" method="post">
        <div class="g-recaptcha" data-sitekey="localshop"></div><button>I am not a robot</button></form>
        <p>Reference: LS-0000</p></body></html>

        """

    /// The refusal of a bot wall.
    static let accessDenied = """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>Access Denied</title></head>
        <body><h1>Access Denied</h1><p>You don't have permission to access this page on this server. Automated
        access is blocked. Reference #18.localshop</p></body></html>

        """

    static let login = PageShell(
        title: "Sign in | LocalShop",
        main: """
            <h1>Sign in to go on</h1>
            <p>Members see our prices after they have signed in.</p>
            <form action="/login" method="post"><label>Email <input type="email" name="email"></label>
            <label>Password <input type="password" name="password"></label><button>Sign in</button></form>
            <p><a href="/login?new=1">Create an account</a></p>
            """
    ).html()

    /// A page for an error status.
    static func error(_ status: Int) -> String {
        if status == 403 { return accessDenied }
        let (heading, words) = texts(for: status)
        return PageShell(
            title: "\(heading) | LocalShop",
            main: "<h1>\(heading.htmlEscaped)</h1>\n<p>\(words.htmlEscaped)</p>"
        ).html()
    }

    private static func texts(for status: Int) -> (heading: String, words: String) {
        switch status {
        case 404: ("Page not found", "We can't find the page that you asked for.")
        case 405: ("Method not allowed", "This page answers other requests than that one.")
        case 410: ("No longer sold", "This product has been discontinued and will not come back.")
        case 429: ("Too many requests", "Please slow down and try again in a while.")
        case 503: ("Back soon", "The shop is closed for maintenance. Please try again shortly.")
        case 500...: ("Something went wrong", "An error occurred on our side.")
        default: ("Error \(status)", "The request could not be answered.")
        }
    }
}
