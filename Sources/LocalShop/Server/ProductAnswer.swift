import FlyingFox
import Foundation

/// What a request of a product page gets: the answer, and what the log says of it.
struct ProductAnswer: Sendable {
    var response: HTTPResponse
    /// The status as logged; 0 where the connection is cut without one.
    var status: Int
    /// The price that the page states.
    var price: ShopMoney?

    init(_ response: HTTPResponse, price: ShopMoney? = nil) {
        self.response = response
        self.status = response.statusCode.code
        self.price = price
    }

    /// No answer: the connection is cut.
    static var dropped: ProductAnswer {
        var answer = ProductAnswer(.dropped)
        answer.status = 0
        return answer
    }
}
