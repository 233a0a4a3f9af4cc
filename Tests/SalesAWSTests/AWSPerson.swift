import SalesCore
import SalesTesting
import Synchronization

/// People of the tests, each with addresses that no other test writes to.
enum AWSPerson {
    private static let last = Atomic<Int>(0)

    static func next() -> User {
        let number = last.add(1, ordering: .relaxed).newValue
        var user = Sample.user(number)
        user.email = "person\(number)@people.example"
        user.phone = "+4930\(1_000_000 + number)"
        return user
    }
}
