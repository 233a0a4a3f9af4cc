extension ProductState {
    /// The state without what belongs to one installation: validators, hashes, held-back readings.
    public var transferable: ProductState {
        var state = self
        state.validators = Validators()
        state.bodyHash = nil
        state.learned = nil
        state.quarantine = nil
        return state
    }
}

extension Alert {
    /// The same alert of another event.
    public func renumbered(_ eventID: PriceEventID) -> Alert {
        Alert(
            id: id,
            userID: userID,
            productID: productID,
            eventID: eventID,
            channel: channel,
            facts: facts,
            status: status,
            attempts: attempts,
            nextAttemptAt: nextAttemptAt,
            isHeld: isHeld,
            createdAt: createdAt,
            sentAt: sentAt,
            acceptedAt: acceptedAt,
            receipt: receipt,
            failure: failure
        )
    }
}
