/// In which order a product's page and its website's interfaces are asked, decided before anything is fetched.
struct ReadingRoute: Sendable {
    /// One question to one interface.
    struct Call: Sendable {
        let interface: any WebsiteInterface
        let question: InterfaceQuestion
        var request: FetchRequest
        /// The day on which the page taught what the question knows.
        let day: Int64
    }

    /// The interface that is asked first; nil where the page is.
    var call: Call?
    /// The page.
    let page: WebsitePage
    /// The interfaces that may learn from the page.
    var learners: [any WebsiteInterface] = []
    /// Whether what the state remembers of the last answer belongs to the request that comes first.
    let isSameWay: Bool

    /// Decides the route.
    ///
    /// A lesson holds for its UTC day; then, and for every confirmation, the page is read again, so that an interface
    /// that does not state its currency is never believed for long by itself.
    init(_ target: LookTarget, adapters: WebsiteAdapters, today: Int64) {
        page = adapters.adapter(for: target.url).page(of: target.url)
        let way = ReadingWay(target.state.learned)
        var open: [any WebsiteInterface] = []
        for interface in adapters.interfaces(for: target.url) {
            let name = interface.about.name
            if case .pageInstead(name, day: today) = way { continue }
            open.append(interface)
            var lesson: String?
            if case .interface(name, day: today, lesson: let known) = way, !target.isConfirming { lesson = known }
            let question = InterfaceQuestion(url: target.url, selection: target.selection, lesson: lesson)
            guard let request = interface.request(for: question) else { continue }
            call = Call(interface: interface, question: question, request: request, day: today)
            if case .interface(name, day: _, lesson: _) = way { isSameWay = true } else { isSameWay = false }
            return
        }
        learners = open
        isSameWay = way.isPage
    }
}

/// What is looked at, and what is known of it.
struct LookTarget: Sendable {
    let url: PageURL
    var selection: Selection = .page
    var state = ProductState()
    /// Whether a cache may not answer, because a reading waits to be confirmed.
    var isConfirming = false
    /// What makes the first request conditional.
    var validators = Validators()
    /// How much of the page is read: all of it for a person who asks.
    var evidence: Extraction.Evidence = .enough

    /// What a check of a product looks at: conditional where nothing is in doubt.
    init(_ product: Product) {
        url = product.url
        selection = product.selection
        state = product.state
        isConfirming = state.quarantine != nil
        if !isConfirming, state.canSkipReading { validators = state.validators }
    }

    /// A look without a past.
    init(url: PageURL, selection: Selection) {
        self.url = url
        self.selection = selection
        evidence = .all
    }
}
