/// What a person does at a browser without its pointer, and what a page asks them.
extension Browser {
    /// A key without a letter, as the protocol names it (WebDriver §17.4.2).
    public enum Key: String, Sendable {
        case tab = "\u{E004}"
        case enter = "\u{E007}"
        case down = "\u{E015}"
    }

    /// Presses keys one after the other, wherever the focus is.
    ///
    /// - Parameter text: each character of it.
    public func press(_ text: String) async throws {
        let strokes = text.flatMap { key in
            ["keyDown", "keyUp"].map { type in
                JSONValue.object(["type": .string(type), "value": .string(String(key))])
            }
        }
        let keyboard: JSONValue = .object([
            "type": .string("key"), "id": .string("keyboard"), "actions": .array(strokes),
        ])
        try await driver.command("\(session)/actions", ["actions": .array([keyboard])])
    }

    /// Presses a key.
    public func press(_ key: Key) async throws { try await press(key.rawValue) }

    /// Presses Tab until an element has the focus.
    ///
    /// - Throws: where it has not got it after ``mostTabs``.
    public func tab(to selector: String) async throws {
        _ = try await element(selector)
        for _ in 0..<Self.mostTabs {
            try await press(.tab)
            let isThere = try await run("return document.activeElement.matches(arguments[0])", [selector])
            if isThere == .bool(true) { return }
        }
        throw WebDriver.Refusal(description: "Tab does not lead to \(selector)")
    }

    /// More than any page has places for the focus before its main part.
    private static let mostTabs = 100

    /// Says yes to what a script of the page asks.
    public func agree() async throws { try await driver.command("\(session)/alert/accept") }

    /// Chooses a time of day, as "22:30", in a field that has the browser's own way of typing one.
    public func choose(_ time: String, in selector: String) async throws {
        _ = try await element(selector)
        try await run("document.querySelector(arguments[0]).value = arguments[1]", [selector, time])
    }

    /// What axe-core finds on the page that keeps somebody out: rules of WCAG 2.2 A and AA and good practice, each with
    /// the places where it is broken.
    ///
    /// - Parameter axe: the text of `axe.min.js`.
    public func barriers(_ axe: String) async throws -> [String] {
        let found = try await run(axe + "\n;" + Self.search)
        guard case .array(let barriers) = found else {
            throw WebDriver.Refusal(description: "axe-core gave no answer")
        }
        return barriers.compactMap(\.text)
    }

    private static let search = """
        const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
        return axe.run(document, { runOnly: tags, resultTypes: ["violations"] }).then((results) =>
          results.violations.map((found) =>
            found.id + ": " + found.nodes.map((node) => node.target.join(" ") + " " + node.failureSummary).join("; ")));
        """
}
