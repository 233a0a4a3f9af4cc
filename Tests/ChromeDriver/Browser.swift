public import Foundation
import RunningPrograms

/// Debian's Chromium with a window of its own, driven through ChromeDriver, until it is closed or let go.
///
/// It reaches nothing but this machine: no other name resolves for it. What a command needs is waited for by the driver,
/// ``patience`` at most.
public final class Browser: Sendable {
    /// Why there is no browser, and what to do.
    public struct NotStarted: Error, CustomStringConvertible {
        /// What happened, for people.
        public let description: String
    }

    /// How pages are shown.
    public struct Look: Hashable, Sendable {
        /// Width of the window, in pixels of CSS.
        public var width: Int
        /// Height of the window, in pixels of CSS.
        public var height: Int
        /// Whether the person likes dark pages.
        public var isDark: Bool
        /// Whether pages may run scripts.
        public var hasScripts: Bool

        /// A desktop's light window, unless given.
        public init(width: Int = 1_280, height: Int = 900, isDark: Bool = false, hasScripts: Bool = true) {
            (self.width, self.height, self.isDark, self.hasScripts) = (width, height, isDark, hasScripts)
        }

        /// A phone's.
        public static let phone = Look(width: 390, height: 844)
    }

    /// How long an element is waited for.
    public static let patience = Duration.seconds(20)

    let driver: WebDriver
    let session: String
    private let program: RunningProgram
    private let output: Pipe
    private let profile: URL

    /// Starts a browser.
    public init(_ look: Look = Look()) async throws {
        let port: Int
        (program, output, port) = try await Self.startDriver()
        profile = FileManager.default.temporaryDirectory.appending(path: "browser-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: profile, withIntermediateDirectories: true)
        driver = WebDriver(port: port)
        let answer = try await driver.command("/session", Self.capabilities(look, profile))
        guard let id = answer["sessionId"]?.text else { throw NotStarted(description: "chromium did not start") }
        session = "/session/\(id)"
        if look.isDark {
            let features: JSONValue = .array([
                .object(["name": .string("prefers-color-scheme"), "value": .string("dark")])
            ])
            try await developer("Emulation.setEmulatedMedia", ["features": features])
        }
        if look.width < 500 {
            // A window of the desktop is never as narrow as a phone.
            try await developer(
                "Emulation.setDeviceMetricsOverride",
                [
                    "width": .number(Double(look.width)), "height": .number(Double(look.height)),
                    "deviceScaleFactor": .number(2), "mobile": .bool(true),
                ]
            )
        }
        if !look.hasScripts { try await developer("Emulation.setScriptExecutionDisabled", ["value": .bool(true)]) }
    }

    deinit {
        program.kill()
        try? FileManager.default.removeItem(at: profile)
    }

    /// Does something with a browser, and closes it.
    public static func with(_ look: Look = Look(), _ body: (Browser) async throws -> Void) async throws {
        let browser = try await Browser(look)
        do {
            try await body(browser)
        } catch {
            await browser.close()
            throw error
        }
        await browser.close()
    }

    /// Ends the browser, and its driver with it.
    public func close() async {
        // The driver ends its browsers itself; killed, it would leave them behind.
        _ = try? await driver.value("/shutdown")
        _ = try? await program.status()
    }

    /// Opens a page and waits until it is loaded.
    public func open(_ url: String) async throws { try await driver.command("\(session)/url", ["url": .string(url)]) }

    /// The address of the page that is shown.
    public var url: String { get async throws { try await driver.value("\(session)/url").text ?? "" } }

    /// The title of the page.
    public var title: String { get async throws { try await driver.value("\(session)/title").text ?? "" } }

    /// The text that a person sees of an element.
    public func text(_ selector: String = "body") async throws -> String {
        try await asked("text", of: selector) ?? ""
    }

    /// An attribute of an element, nil where it has none.
    public func attribute(_ name: String, of selector: String) async throws -> String? {
        try await asked("attribute/\(name)", of: selector)
    }

    /// All text of an element, also what is read to people and not shown.
    public func content(of selector: String) async throws -> String {
        try await asked("property/textContent", of: selector) ?? ""
    }

    /// Clicks on an element, and waits for the page that it leads to.
    public func click(_ selector: String) async throws {
        let target = try await element(selector)
        // Bars lie over the edges of the window.
        let script = "document.querySelector(arguments[0]).scrollIntoView({ block: 'center', behavior: 'instant' })"
        try await run(script, [selector])
        try await driver.command("\(session)/element/\(target)/click")
    }

    /// Empties a field and types into it.
    public func type(_ text: String, into selector: String) async throws {
        let field = try await element(selector)
        try await driver.command("\(session)/element/\(field)/clear")
        try await driver.command("\(session)/element/\(field)/value", ["text": .string(text)])
    }

    /// How many elements a selector finds now, without waiting.
    public func count(_ selector: String) async throws -> Int {
        guard
            case .number(let count) = try await run("return document.querySelectorAll(arguments[0]).length", [selector])
        else { return 0 }
        return Int(count)
    }

    /// Runs a script in the page, as a person's console would, and answers what it returns.
    @discardableResult
    public func run(_ script: String, _ arguments: [String] = []) async throws -> JSONValue {
        try await driver.command(
            "\(session)/execute/sync",
            ["script": .string(script), "args": .array(arguments.map(JSONValue.string))]
        )
    }

    /// A picture of the whole page, as PNG.
    public func picture() async throws -> Data {
        let answer = try await developer("Page.captureScreenshot", ["captureBeyondViewport": .bool(true)])
        guard let text = answer["data"]?.text, let data = Data(base64Encoded: text) else {
            throw WebDriver.Refusal(description: "there is no picture")
        }
        return data
    }

    /// What the page said in the browser's console that is an error: a script that failed, or that was not let run.
    public func complaints() async throws -> [String] {
        guard case .array(let lines) = try await driver.command("\(session)/se/log", ["type": .string("browser")])
        else {
            return []
        }
        return lines.compactMap { $0["message"]?.text }
    }

    /// What an element says of itself; where its page goes away meanwhile, the element of the page that came.
    private func asked(_ what: String, of selector: String) async throws -> String? {
        for _ in 1..<Self.mostLooks {
            do {
                return try await driver.value("\(session)/element/\(try await element(selector))/\(what)").text
            } catch let refusal as WebDriver.Refusal where refusal.description.contains("stale element") {
                continue
            }
        }
        return try await driver.value("\(session)/element/\(try await element(selector))/\(what)").text
    }

    /// More pages than one that is gone leads to.
    private static let mostLooks = 5

    /// The number of the first element that a CSS selector finds.
    func element(_ selector: String) async throws -> String {
        let found = try await driver.command(
            "\(session)/element",
            ["using": .string("css selector"), "value": .string(selector)]
        )
        // The name is the protocol's own constant (WebDriver §12.3, web element identifier).
        guard let id = found["element-6066-11e4-a52e-4f735466cecf"]?.text else {
            throw WebDriver.Refusal(description: "\(selector) is no element")
        }
        return id
    }

    /// A command of Chromium's own protocol.
    @discardableResult
    private func developer(_ name: String, _ parameters: [String: JSONValue]) async throws -> JSONValue {
        try await driver.command(
            "\(session)/goog/cdp/execute",
            ["cmd": .string(name), "params": .object(parameters)]
        )
    }

    private static func capabilities(_ look: Look, _ profile: URL) -> [String: JSONValue] {
        let arguments = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
            "--window-size=\(look.width),\(look.height)", "--user-data-dir=\(profile.path)",
            "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-default-apps", "--disable-extensions", "--force-device-scale-factor=1",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
        ]
        let options: JSONValue = .object([
            "args": .array(arguments.map(JSONValue.string)), "binary": .string("/usr/bin/chromium"),
        ])
        let wait = JSONValue.number(Double(patience.components.seconds * 1_000))
        let capabilities: JSONValue = .object([
            "browserName": .string("chrome"), "goog:chromeOptions": options,
            "goog:loggingPrefs": .object(["browser": .string("SEVERE")]),
            "timeouts": .object(["implicit": wait, "pageLoad": .number(60_000)]),
        ])
        return ["capabilities": .object(["alwaysMatch": capabilities])]
    }

    /// Starts a driver, and answers the port that it listens on.
    ///
    /// It takes a port of one family of addresses and then the same of the other, and ends where somebody has that one:
    /// then another is started.
    private static func startDriver() async throws -> (RunningProgram, output: Pipe, port: Int) {
        let chromeDriver = URL(fileURLWithPath: "/usr/bin/chromedriver")
        guard FileManager.default.isExecutableFile(atPath: chromeDriver.path) else {
            throw NotStarted(description: "the tests need Chromium and its driver: run ./Scripts/setup --tests")
        }
        for _ in 1...mostStarts {
            let output = Pipe()
            let program = try await RunningProgram(
                chromeDriver,
                ["--port=0"],
                output: output.fileHandleForWriting,
                errors: .standardError
            )
            try output.fileHandleForWriting.close()
            if let port = try port(from: output.fileHandleForReading) { return (program, output, port) }
            program.kill()
        }
        throw NotStarted(description: "chromedriver did not start")
    }

    private static let mostStarts = 5

    /// The port that the driver says it listens on.
    private static func port(from handle: FileHandle) throws -> Int? {
        var line: [UInt8] = []
        while let byte = try handle.read(upToCount: 1)?.first {
            guard byte == 0x0A else {
                line.append(byte)
                continue
            }
            let words = String(decoding: line, as: UTF8.self)
            if words.contains("started successfully"), let port = words.split(whereSeparator: { !$0.isNumber }).last {
                return Int(port)
            }
            line = []
        }
        return nil
    }
}
