public import SalesCore

/// How to make the archiver that is held to the promises of ``ArchiverPromises``.
public struct ArchiverHarness: Sendable {
    /// Makes an empty archive; every call makes one of its own.
    public let makeArchiver: @Sendable () async throws -> TestedArchiver

    /// A harness that makes archives with the closure.
    public init(makeArchiver: @escaping @Sendable () async throws -> TestedArchiver) {
        self.makeArchiver = makeArchiver
    }
}

/// An archiver under test, with what only some can do.
public struct TestedArchiver: Sendable {
    /// The archiver.
    public let archiver: any Archiver
    /// Opens a second handle on the same objects; nil where they live in the archiver alone (leave out the promises
    /// that need ``PromiseNeed/secondHandle``).
    public let reopen: (@Sendable () async throws -> any Archiver)?
    /// Removes what was left behind.
    public let dispose: @Sendable () async -> Void

    /// An archiver under test.
    public init(
        _ archiver: any Archiver,
        reopen: (@Sendable () async throws -> any Archiver)? = nil,
        dispose: @escaping @Sendable () async -> Void = {}
    ) {
        self.archiver = archiver
        self.reopen = reopen
        self.dispose = dispose
    }
}
