/// What a browser is called in the list of sessions, from what it says of itself: "Firefox on Linux".
///
/// Pure. It is a hint for the person, who knows their own machines; nothing is decided by it.
enum BrowserName {
    /// The name of what `User-Agent` says; "A browser" where it says nothing that is known.
    static func text(_ field: String?) -> String {
        let field = field.map { String($0.prefix(maximumLength)) } ?? ""
        let browser = browsers.first { field.contains($0.sign) }?.name
        let system = systems.first { field.contains($0.sign) }?.name
        return [browser ?? "A browser", system].compactMap(\.self).joined(separator: " on ")
    }

    /// In this order: most name others beside themselves.
    private static let browsers: [(sign: String, name: String)] = [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chromium/", "Chromium"), ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]
    private static let systems: [(sign: String, name: String)] = [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Windows", "Windows"),
        ("Mac OS X", "macOS"), ("Linux", "Linux"),
    ]
    private static let maximumLength = 500
}
