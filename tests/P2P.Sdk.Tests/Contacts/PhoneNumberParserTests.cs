using P2P.Sdk.Contacts;

namespace P2P.Sdk.Tests.Contacts;

public class PhoneNumberParserTests
{
    [Theory]
    [InlineData("6172536000")]
    [InlineData("(617) 253-6000")]
    [InlineData("+1 617.253.6000")]
    [InlineData("tel:+1-617-253-6000")]
    [InlineData("Cell: 617 253 6000")]
    [InlineData("617\t253\t6000")]
    [InlineData("617_253_6000")]
    [InlineData("617|253|6000")]
    [InlineData("617\u00A0253\u20076000\r\n")]
    [InlineData("\u202A+1 617\u200B253\u200E6000\u202C")]
    [InlineData("６１７２５３６０００")]
    [InlineData("6172536000.0")]
    [InlineData("16172536000.00")]
    [InlineData("'6172536000")]
    [InlineData("=\"6172536000\"")]
    [InlineData("617-253-6000 cell")]
    [InlineData("617-253-6000 (mobile)")]
    [InlineData("617-253-6000 - home, evenings")]
    public void A_number_is_read_however_it_is_written(string raw)
    {
        var reading = PhoneNumberParser.Read(raw);

        Assert.Equal("+16172536000", reading.Number.ToString());
        Assert.True(reading.IsValid);
        Assert.Empty(reading.Explanation);
    }

    [Theory]
    [InlineData(null, PhoneNumberProblem.Empty)]
    [InlineData(" \t ", PhoneNumberProblem.Empty)]
    [InlineData("not a phone", PhoneNumberProblem.NotANumber)]
    [InlineData("6.17254E+09", PhoneNumberProblem.NotANumber)]
    [InlineData("617-253-600", PhoneNumberProblem.TooShort)]
    [InlineData("617-253-600 cell", PhoneNumberProblem.TooShort)]
    [InlineData("36246", PhoneNumberProblem.TooShort)]
    [InlineData("617-253-60000", PhoneNumberProblem.TooLong)]
    [InlineData("617-253-6000 / 617-253-6001", PhoneNumberProblem.TooLong)]
    [InlineData("253-6000", PhoneNumberProblem.Invalid)]
    [InlineData("617-153-6000", PhoneNumberProblem.Invalid)]
    [InlineData("+999 12345678", PhoneNumberProblem.Invalid)]
    public void What_is_no_number_is_refused_with_the_reason(string? raw, PhoneNumberProblem problem)
    {
        var reading = PhoneNumberParser.Read(raw);

        Assert.Equal(problem, reading.Problem);
        Assert.False(reading.IsValid);
        Assert.Equal(default, reading.Number);
    }

    [Fact]
    public void Explanations_never_hold_the_number() =>
        Assert.All(["617-153-6000", "617-253-600", "617-253-60000", "x 617 y", "617-253-6000 x42"], raw =>
        {
            var explanation = PhoneNumberParser.Read(raw).Explanation;
            Assert.NotEmpty(explanation);
            Assert.DoesNotContain(explanation, char.IsDigit);
        });

    [Fact]
    public void Letters_of_a_vanity_number_are_digits() =>
        Assert.Equal("+18003569377", PhoneNumberParser.Read("1-800-FLOWERS").Number.ToString());

    [Theory]
    [InlineData("617-253-6000 x42")]
    [InlineData("617-253-6000 ext. 42")]
    public void An_extension_is_kept_apart_and_pointed_out(string raw)
    {
        var reading = PhoneNumberParser.Read(raw);

        Assert.Equal(("+16172536000", "42"), (reading.Number.ToString(), reading.Extension));
        Assert.True(reading.IsValid);
        Assert.NotEmpty(reading.Explanation);
    }

    [Fact]
    public void Numbers_without_a_country_code_belong_to_the_region() =>
        Assert.Equal("+442070313000", PhoneNumberParser.Read("020 7031 3000", "GB").Number.ToString());

    [Fact]
    public void Any_text_is_answered_and_valid_numbers_read_back_the_same()
    {
        var random = new Random(20261123);
        const string Alphabet = "0123456789012345678901234567890123456789+-() .x#;=,/ext_|\t\0\u200B\uD83D\uDE0E①٣E";
        for (var i = 0; i < 5_000; i++)
        {
            var raw = new string(random.GetItems<char>(Alphabet, random.Next(0, 30)));
            var reading = PhoneNumberParser.Read(raw);
            Assert.Equal(reading.IsValid, reading.Number != default);
            if (reading.IsValid)
            {
                Assert.Equal(reading.Number, PhoneNumberParser.Read(reading.Number.ToString()).Number);
            }
        }
    }

    [Theory]
    [InlineData('1')]
    [InlineData(' ')]
    [InlineData('(')]
    public void A_cell_of_ten_million_characters_is_refused(char c) =>
        Assert.Equal(PhoneNumberProblem.NotANumber, PhoneNumberParser.Read(new string(c, 10_000_000)).Problem);
}
