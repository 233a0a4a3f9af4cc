extension FetchErrorCode {
    /// The store could not be asked before the request; it says nothing of the host.
    public static let store = FetchError.Code(rawValue: "store")
}

extension FetchError {
    /// What a store's failure means for a request that needed it first.
    init(_ error: StoreError, _ what: String) {
        self.init(error.code == .cancelled ? .cancelled : .store, advice: error.advice, message: "\(what): \(error)")
    }
}
