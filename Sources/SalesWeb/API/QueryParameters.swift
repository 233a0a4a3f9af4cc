internal import Hummingbird
internal import HummingbirdCore
import SalesCore

/// The parameters of queries, of which every one is known.
extension WebRequest {
    /// Makes sure that no other parameters are given than those that an operation has, and each once, unless it may be
    /// given several times.
    ///
    /// - Throws: `invalid` at the parameter.
    func only(_ parameters: [APIParameter]) throws(Problem) {
        let single = parameters.filter { !$0.isRepeated }.map(\.name)
        let several = parameters.filter(\.isRepeated).map(\.name)
        var given: Set<String> = []
        for (name, _) in request.uri.queryParameters {
            let name = String(name.prefix(Self.longestName))
            guard single.contains(name) || several.contains(name) else {
                let known = (single + several).sorted().joined(separator: ", ")
                throw .wrong(name, "There is no such parameter here. There are: \(known.isEmpty ? "none" : known).")
            }
            guard given.insert(name).inserted || several.contains(name) else {
                throw .wrong(name, "Give this once.")
            }
        }
    }

    /// A parameter that is one of several words.
    func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String,
        of type: Choice.Type = Choice.self
    ) throws(Problem) -> Choice? where Choice.RawValue == String {
        guard let text = query(name) else { return nil }
        guard let choice = Choice(rawValue: text) else { throw Self.noChoice(name, type) }
        return choice
    }

    /// A parameter that names some of several words; nil where it is not given.
    func choices<Choice: RawRepresentable & CaseIterable>(
        _ name: String,
        of type: Choice.Type = Choice.self
    ) throws(Problem) -> [Choice]? where Choice.RawValue == String {
        let texts = try queries(name)
        guard !texts.isEmpty else { return nil }
        var choices: [Choice] = []
        for text in texts {
            guard let choice = Choice(rawValue: text) else { throw Self.noChoice(name, type) }
            choices.append(choice)
        }
        return choices
    }

    /// All values of a parameter that may be named several times.
    func queries(_ name: String) throws(Problem) -> [String] {
        let values = request.uri.queryParameters[values: name[...]].map { String($0) }
        guard values.count <= Self.maximumValues else {
            throw .wrong(name, "Give this \(Self.maximumValues) times at most.")
        }
        return values
    }

    /// A parameter that is some text of at most so many Unicode scalars.
    func text(_ name: String, longest: Int) throws(Problem) -> String? {
        guard let text = query(name) else { return nil }
        guard !text.isEmpty, text.unicodeScalars.count <= longest else {
            throw .wrong(name, "Give 1 to \(longest) characters, or leave it out.")
        }
        return text
    }

    /// A parameter that is a moment of RFC 3339 in UTC: `2026-03-01T12:00:00Z`.
    func moment(_ name: String) throws(Problem) -> Timestamp? {
        guard let text = query(name) else { return nil }
        // Years of four digits: what is further away is no moment of a price.
        guard text.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,3})?Z/) != nil,
            // The reader makes March 2 of February 30.
            let moment = Timestamp(iso8601: text), moment.description.prefix(19) == text.prefix(19)
        else { throw .wrong(name, "This is no moment; write it as 2026-03-01T12:00:00Z.") }
        return moment
    }

    /// A parameter that is the number of a product.
    func product(_ name: String) throws(Problem) -> ProductID? {
        guard let text = query(name) else { return nil }
        guard let product = ProductID(text), product.description == text else {
            throw .wrong(name, "This is no product's number.")
        }
        return product
    }

    private static func noChoice<Choice: RawRepresentable & CaseIterable>(
        _ name: String,
        _ type: Choice.Type
    ) -> Problem where Choice.RawValue == String {
        .wrong(name, "There are: \(type.allCases.map(\.rawValue).joined(separator: ", ")).")
    }

    /// How often a parameter is given that may be given several times.
    static let maximumValues = 20
    private static let longestName = 100
}
