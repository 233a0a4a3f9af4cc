/// What became of a suppression that an operator asked to lift.
public enum SuppressionLifting: String, Hashable, Sendable {
    /// There was none.
    case nothing
    /// It was a bounce, and is gone: messages go to the address again.
    case lifted
    /// It was a complaint, and is a stop now: letters go to the address again, and what one of them brings lifts the stop.
    case softened
    /// It is a stop, and stays: only its owner lifts it, by a link or code that they asked for after it.
    case kept
}

extension SuppressionStore {
    /// Lifts what carriers reported of an address, on an operator's word, as far as it is not its owner's to lift.
    ///
    /// - Throws: ``StoreError``.
    public func liftReport(of address: AddressDigest) async throws(StoreError) -> SuppressionLifting {
        let end = Timestamp(milliseconds: .max)
        if try await liftSuppression(of: address, kinds: [.bounce], reportedUntil: end) { return .lifted }
        if try await softenComplaint(of: address) { return .softened }
        return try await suppression(of: address) == nil ? .nothing : .kept
    }
}
