extension FetchRequest {
    /// The same request with what is left of its deadline after a wait of our own.
    ///
    /// - Throws: ``FetchError`` with `.busy` where nothing is left: the host has not had its chance.
    func after(_ wait: Duration) throws(FetchError) -> FetchRequest {
        guard wait > .zero else { return self }
        guard wait < limits.deadline else {
            throw FetchError(
                .busy,
                advice: .later(after: nil),
                message:
                    "What comes before a request to \(url.site) took as long as the request may. It is tried again."
            )
        }
        var request = self
        request.limits.deadline -= wait
        return request
    }
}
