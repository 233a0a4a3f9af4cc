import ChromeDriver
import PythonServers
import Testing

/// Somebody at a browser: what they do on the pages of the service, and what they see.
struct Visitor: Sendable {
    let browser: Browser
    let origin: String
    /// Whether pages may run scripts.
    let hasScripts: Bool
    /// The text of axe-core.
    private let axe: String

    /// Gives somebody a browser for the length of a test.
    static func with(_ look: Browser.Look, at origin: String, _ body: (Visitor) async throws -> Void) async throws {
        let axe = try PythonScript.packagedText("axe_playwright_python/axe.min.js")
        try await Browser.with(look) { browser in
            try await body(Visitor(browser: browser, origin: origin, hasScripts: look.hasScripts, axe: axe))
        }
    }

    private init(browser: Browser, origin: String, hasScripts: Bool, axe: String) {
        (self.browser, self.origin, self.hasScripts, self.axe) = (browser, origin, hasScripts, axe)
    }

    /// Opens a page of the service.
    func open(_ path: String) async throws { try await browser.open(origin + path) }

    /// Waits until an element says something; the page's heading, unless another is named.
    ///
    /// After a click the page before it may stand for a moment yet, and be gone while it is looked at.
    func sees(
        _ words: String,
        in selector: String = "h1",
        _ location: SourceLocation = #_sourceLocation
    ) async throws {
        var seen = ""
        let isSeen = try await ServedHome.found { () -> Bool? in
            seen = (try? await browser.text(selector)) ?? ""
            return seen.contains(words) ? true : nil
        }
        let place = try await browser.url
        #expect(isSeen == true, "“\(words)” at \(place), where there is: \(seen)", sourceLocation: location)
    }

    /// Makes sure that nothing on the page failed or was kept from running, that it keeps nobody out, and that it does
    /// not scroll sideways.
    ///
    /// - Parameter status: the status of the page, where it is one of a fault: the browser complains of it.
    func judge(status: Int? = nil, _ location: SourceLocation = #_sourceLocation) async throws {
        let place = try await browser.url
        let complaints = try await browser.complaints()
        let others = complaints.filter { line in status.map { !line.contains("status of \($0) ") } ?? true }
        #expect(others.isEmpty, "\(place)", sourceLocation: location)
        let isWide = try await browser.run(
            "return document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
        #expect(isWide == .bool(false), "\(place)", sourceLocation: location)
        guard hasScripts else { return }
        let barriers = try await browser.barriers(axe)
        #expect(barriers.isEmpty, "\(place)", sourceLocation: location)
    }

    /// Opens a link of a mail or the terminal, and presses the button that it leads to.
    func follow(_ link: String) async throws {
        try await browser.open(link)
        try await judge()
        try await browser.click("main form button.primary")
    }

    /// Says yes where the page's script asks once more.
    func agree() async throws {
        if hasScripts { try await browser.agree() }
    }
}

// MARK: - Products

extension Visitor {
    /// Pastes the address of a product's page and has it read.
    func read(_ page: String) async throws {
        try await open("/products/new")
        try await judge()
        try await browser.type(page, into: "#url")
        try await browser.click(".url-form button")
        _ = try await browser.text("#found-title")
        try await judge()
    }

    /// Chooses to be told below an amount, and looks what that would have meant.
    func choose(below amount: String) async throws {
        try await browser.click("input[name='rule'][value='below']")
        try await browser.type(amount, into: "#rule-below")
        try await browser.click("button[value='preview']")
        try await sees(amount, in: ".preview-in")
    }

    /// Tracks what was read.
    func track(_ location: SourceLocation = #_sourceLocation) async throws {
        try await browser.click("button[value='save']")
        try await sees("It is tracked.", in: ".notice", location)
        try await judge(location)
    }

    /// Ticks the boxes of the first rows of the list of products.
    func tick(_ count: Int) async throws {
        for row in 1...count { try await browser.click("tbody tr:nth-of-type(\(row)) input[type='checkbox']") }
    }
}
