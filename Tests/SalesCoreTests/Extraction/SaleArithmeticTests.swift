import Testing

@testable import SalesCore

@Suite("What was taken off")
struct SaleArithmeticTests {
    @Test(
        "is a whole percentage with a minus, a word or a name that says so",
        arguments: [
            ("-20%", false, 20), ("−20 %", false, 20), ("50% off", false, 50), ("Save 15%", false, 15),
            ("%22", true, 22),
            ("20% korting", false, 20), ("20%", true, 20), ("20% オフ", false, 20), ("٪٢٠ خصم", false, 20),
        ] as [(String, Bool, Int)]
    )
    func reductions(text: String, isNamed: Bool, percent: Int) {
        #expect(SaleArithmetic.reduction(in: text, isNamed: isNamed) == percent)
    }

    @Test(
        "is no tax, no share of something else, and nothing that one must do something for",
        arguments: [
            "20%", "19.9% off", "消費税10%", "incl. 20% VAT, 20% off", "Subscribe & save 20%", "20% off with code SPRING",
            "up to 50% off", "100% cotton", "%", "off", "",
        ]
    )
    func others(text: String) {
        #expect(SaleArithmetic.reduction(in: text, isNamed: false) == nil)
    }
}
