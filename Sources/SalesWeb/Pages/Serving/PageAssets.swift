internal import HTTPTypes

/// The files that pages load: small, without any name but their own, and kept by browsers until they change.
struct PageAssets: Sendable {
    /// All that there are: they never change.
    static let all = PageAssets()

    /// Where each is found, with what changes when it does.
    let paths: PageFrame.Assets
    private let files: [(path: String, type: String, body: [UInt8])]

    private init() {
        files = [
            ("/assets/style.css", "text/css; charset=utf-8", Array(PageStyle.css.utf8)),
            ("/assets/script.js", "text/javascript; charset=utf-8", Array(PageScript.text.utf8)),
            ("/assets/icon.svg", "image/svg+xml", Array(PageIcon.svg.utf8)),
        ]
        let versioned = files.map { file in
            "\(file.path)?v=\(EntityTag(of: file.body).text.filter(\.isHexDigit).prefix(Self.versionDigits))"
        }
        paths = PageFrame.Assets(style: versioned[0], script: versioned[1], icon: versioned[2])
    }

    /// The routes that answer them.
    func routes() -> [Route] {
        files.map { file in
            Route(.get, file.path, for: .open) { _ in
                WebAnswer(
                    .ok,
                    fields: [.contentType: file.type, .cacheControl: "public, max-age=31536000, immutable"],
                    body: file.body
                )
            }
        }
    }

    private static let versionDigits = 12
}
