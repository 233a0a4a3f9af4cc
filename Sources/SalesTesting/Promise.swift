public import Testing

/// One numbered sentence of a port's contract, and the check that holds an implementation to it.
///
/// Numbers are never used twice: a promise that is given up takes its number with it. Run them as cases of one test:
///
/// ```swift
/// @Test("keeps every promise of a store", arguments: StorePromises.all)
/// func promise(_ promise: Promise<StoreHarness>) async throws {
///     try await promise.check(harness)
/// }
/// ```
public struct Promise<Harness: Sendable>: Identifiable, Sendable, CustomTestStringConvertible {
    /// The number, for example `STORE-12`; doc comments of the ports cite it.
    public let number: String
    /// The contract, as a sentence.
    public let sentence: String
    /// The part of the port that it is about, for example `checks`.
    public let role: String
    /// What the harness must be able to do for it, beyond making what is tested.
    public let needs: Set<PromiseNeed>

    private let body: @Sendable (Harness) async throws -> Void

    /// A promise.
    ///
    /// - Parameters:
    ///   - number: The number, which no other promise ever had.
    ///   - sentence: The contract.
    ///   - role: The part of the port that it is about.
    ///   - needs: What the harness must be able to do for it.
    ///   - check: makes what is tested with the harness and throws ``PromiseBroken`` where it does not do as promised.
    public init(
        _ number: String,
        _ sentence: String,
        role: String,
        needs: Set<PromiseNeed> = [],
        check: @escaping @Sendable (Harness) async throws -> Void
    ) {
        self.number = number
        self.sentence = sentence
        self.role = role
        self.needs = needs
        body = check
    }

    /// The number, by which test runners tell cases apart.
    public var id: String { number }

    /// The number and the sentence, as a test run shows the case.
    public var testDescription: String { "\(number): \(sentence)" }

    /// Holds what the harness makes to the promise.
    ///
    /// - Throws: ``PromiseBroken``, whatever it was that went wrong.
    public func check(_ harness: Harness) async throws {
        do {
            try await body(harness)
        } catch let broken as PromiseBroken {
            throw PromiseBroken(broken.reason, promise: testDescription)
        } catch {
            throw PromiseBroken("it threw: \(error)", promise: testDescription)
        }
    }
}

/// Something that a promise asks of a harness and that not every implementation can have.
///
/// Open: new ports bring new ones.
public struct PromiseNeed: RawRepresentable, Hashable, Sendable {
    /// The need's name.
    public let rawValue: String

    /// The need of this name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A second handle on the same data, as another process would open it.
    public static let secondHandle = PromiseNeed(rawValue: "second handle")
    /// People beside the local user.
    public static let severalUsers = PromiseNeed(rawValue: "several users")
}

extension Array {
    /// The promises that ask for none of these; say in the test why the implementation cannot have them.
    public func without<Harness>(_ needs: PromiseNeed...) -> [Element] where Element == Promise<Harness> {
        filter { $0.needs.isDisjoint(with: needs) }
    }
}

/// A promise that was not kept, and how.
public struct PromiseBroken: Error, Sendable, CustomStringConvertible {
    /// What was found instead of what was promised.
    public let reason: String
    /// The promise with its number, once known.
    public let promise: String?

    /// A broken promise.
    public init(_ reason: String, promise: String? = nil) {
        self.reason = reason
        self.promise = promise
    }

    /// The promise and what was found instead.
    public var description: String {
        (promise.map { "Broken promise \($0) — " } ?? "") + reason
    }
}

/// Breaks the promise unless the condition holds.
func demand(_ condition: Bool, _ reason: @autoclosure () -> String) throws {
    guard condition else { throw PromiseBroken(reason()) }
}

/// Breaks the promise unless what was found equals what was expected.
func demand<Value: Equatable>(_ found: Value, equals expected: Value, _ what: @autoclosure () -> String) throws {
    guard found == expected else { throw PromiseBroken("\(what()): expected \(expected), found \(found)") }
}

/// The value, or a broken promise where there is none.
func demandValue<Value>(_ value: Value?, _ reason: @autoclosure () -> String) throws -> Value {
    guard let value else { throw PromiseBroken(reason()) }
    return value
}

/// Breaks the promise unless the call throws an error for which the condition holds.
func demandError(
    _ what: String,
    where isExpected: (any Error) -> Bool,
    from call: () async throws -> Void
) async throws {
    do {
        try await call()
    } catch {
        guard isExpected(error) else { throw PromiseBroken("\(what): threw \(error)") }
        return
    }
    throw PromiseBroken("\(what): nothing was thrown")
}
