/// Fetches each request once and gives the same answer to whoever asks it again, for a few checks that are made one
/// after the other.
///
/// It lives as long as they do, so that nothing old is ever given.
actor SharedFetcher: Fetcher {
    private let inner: any Fetcher
    private var answers: [FetchRequest: Result<FetchResponse, FetchError>] = [:]

    init(_ inner: any Fetcher) {
        self.inner = inner
    }

    func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
        if let known = answers[request] { return try known.get() }
        let answer: Result<FetchResponse, FetchError>
        do {
            answer = .success(try await inner.fetch(request))
        } catch {
            answer = .failure(error)
        }
        answers[request] = answer
        return try answer.get()
    }
}
