/// A control request that can't be done, in a sentence for the person who sent it.
struct ControlError: Error, Equatable, Sendable {
    var sentence: String

    init(_ sentence: String) {
        self.sentence = sentence
    }
}
