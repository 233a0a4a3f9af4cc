/// An adapter whose website has an interface of its own, which answers for a product in place of its page.
///
/// The core asks, and decides what a status means (``ResponseMeaning``); the adapter reads the body of an answer. Where
/// the interface answers otherwise than it is known to, the page is read, and the reading's notes say so.
public protocol WebsiteInterface: WebsiteAdapter {
    /// What the product's page teaches about the interface, as one line of at most ``InterfaceQuestion/maximumLesson``
    /// bytes; nil where the page is not of this website or platform.
    func lesson(in page: PageContent) -> String?

    /// The request that answers the question; nil where the interface cannot answer it, or not without a lesson.
    ///
    /// An interface that answers without a lesson is asked before the page. One that needs a lesson is asked beside the
    /// page, and in its place only after both gave the same price on that day.
    func request(for question: InterfaceQuestion) -> FetchRequest?

    /// Reads an answer with a status of success.
    func read(_ answer: PageContent, for question: InterfaceQuestion) -> InterfaceAnswer
}

/// An interface that answers for several products in one request.
public protocol BatchInterface: WebsiteInterface {
    /// The most products in one request.
    var maximumBatch: Int { get }

    /// Questions of the same group may stand in one request; nil for one that must stand alone.
    func batchGroup(of question: InterfaceQuestion) -> String?

    /// The request that answers all questions of a group; nil where there is none.
    func request(forAll questions: [InterfaceQuestion]) -> FetchRequest?
}

/// What an interface is asked.
public struct InterfaceQuestion: Hashable, Sendable {
    /// The product's canonical URL.
    public var url: PageURL
    /// Which of its prices is meant.
    public var selection: Selection
    /// What the product's page taught.
    public var lesson: String?

    /// A question.
    public init(url: PageURL, selection: Selection = .page, lesson: String? = nil) {
        self.url = url
        self.selection = selection
        self.lesson = lesson
    }

    /// The longest lesson that is kept, in bytes.
    public static let maximumLesson = 400
}

/// What an interface's body says.
public enum InterfaceAnswer: Sendable {
    /// It answers.
    case answer(Extraction)
    /// It answers otherwise than it is known to: the page is read. The words continue "the interface of … ".
    case otherwise(String)
}
