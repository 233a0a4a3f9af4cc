/// What goes wrong between two requests of one fetch. Sentences name the host and never the path or query.
extension FetchError {
    /// The deadline is over.
    public static func deadlinePassed(at url: PageURL) -> FetchError {
        FetchError(
            .timeout,
            advice: .later(after: nil),
            message:
                "\(url.authority) took too long to answer. It is tried again; a slow shop may need a longer deadline."
        )
    }

    /// A redirect that leads nowhere that can be fetched.
    static func badRedirect(from url: PageURL, _ reason: PageURL.Invalid) -> FetchError {
        let code: Code =
            switch reason {
            case .scheme, .userInformation, .host, .port: .refused
            case .length, .noScheme, .character: .malformed
            }
        return FetchError(
            code,
            message: "\(url.authority) sends visitors on to a place that is not followed. \(reason)"
        )
    }

    /// From https to http.
    static func downgrade(from url: PageURL) -> FetchError {
        FetchError(
            .refused,
            message: """
                \(url.authority) sends visitors from https on to plain http, where anybody on the way could change the \
                price; it was not followed. Track the http address itself if that is what you want.
                """
        )
    }

    /// More redirects than allowed.
    static func tooManyRedirects(from url: PageURL, limit: Int) -> FetchError {
        FetchError(.redirects, message: "\(url.authority) sends visitors on more than \(limit) times; it was given up.")
    }

    /// Redirects in a circle.
    static func redirectCircle(at url: PageURL) -> FetchError {
        FetchError(.redirects, message: "\(url.authority) sends visitors round in a circle; it was given up.")
    }
}
