internal import HTTPTypes
import SalesCore

/// What is wrong with what a form about a person sent, by its fields and of the whole, to be read beside them.
struct AccountFaults {
    /// With what the page is answered that shows them.
    private(set) var status = HTTPResponse.Status.unprocessableContent
    /// What goes with that page: when to come again.
    private(set) var fields: HTTPFields = [:]
    /// What is wrong with the whole; nil for nothing.
    private(set) var whole: String?
    private var words: [String: String] = [:]

    /// Nothing is wrong yet.
    init() {}

    /// Why something about an account was not done.
    ///
    /// - Throws: the store's own failure, which is no fault of the form.
    init(_ error: AccountError, at now: Timestamp) throws {
        if case .store(let failure) = error { throw failure }
        let problem = Problem(error, at: now)
        status = problem.kind.status
        fields = problem.fields
        // A pointer into a body names the field last.
        for fault in problem.faults { note(String(fault.at.split(separator: "/").last ?? ""), fault.detail) }
        if problem.faults.isEmpty { whole = problem.detail }
    }

    /// Too much was asked for.
    init(tooManyUntil until: Timestamp, at now: Timestamp) {
        let problem = Problem.tooMany(until: until, at: now)
        status = problem.kind.status
        fields = problem.fields
        whole = problem.detail
    }

    var isEmpty: Bool { words.isEmpty && whole == nil }

    /// All that is wrong, for a place where there are no fields.
    var text: String {
        ([whole].compactMap(\.self) + words.sorted { $0.key < $1.key }.map(\.value)).joined(separator: " ")
    }

    /// What is wrong with a field; nil for nothing.
    subscript(name: String) -> String? { words[name] }

    /// Says what is wrong with a field; what was said first stays.
    mutating func note(_ name: String, _ words: String) {
        if self.words[name] == nil { self.words[name] = words }
    }

    /// Says what is wrong with the whole.
    mutating func note(_ words: String) { whole = whole ?? words }

    /// What a check makes of a text; nil for no text, and where it is wrong, which is noted.
    mutating func checked(
        _ name: String,
        _ text: String?,
        _ check: (String) throws(SignUp.Invalid) -> String
    ) -> String? {
        guard let text else { return nil }
        do throws(SignUp.Invalid) {
            return try check(text)
        } catch {
            note(name, error.description)
            return nil
        }
    }

    /// The name that a field holds; nil for none, and where it is wrong, which is noted.
    mutating func name(_ field: String, _ which: String, in form: FormFields) -> String? {
        do throws(SignUp.Invalid) {
            return try SignUp.checkedName(form[field], which)
        } catch {
            note(field, error.description)
            return nil
        }
    }

    /// A field as it was typed, with what is wrong with it.
    func field(_ name: String, of form: FormFields?) -> PageField {
        PageField(value: form?[name] ?? "", error: words[name])
    }
}
