using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using Xunit;

namespace P2P.Sdk.Testing;

/// <summary>What every carrier adapter keeps: answers are returned, no answer throws, and a look-up tells which it
/// was.</summary>
/// <remarks>Derived once for each adapter. Look-ups are judged where the transport is an <see
/// cref="IMessageLookup"/>.</remarks>
public abstract class TransportContract
{
    protected static readonly PhoneNumber From = PhoneNumber.Parse("+13125550001");

    /// <summary>Makes a transport to a carrier that answers every hand-over to the recipient as said.</summary>
    protected abstract Task<(IMessageTransport Transport, PhoneNumber To)> CreateAsync(CarrierBehaviour behaviour);

    [Fact]
    public async Task Each_text_that_is_taken_gets_an_id_of_its_own()
    {
        var (transport, to) = await CreateAsync(CarrierBehaviour.Accepts);
        var first = Assert.IsType<TransportAnswer.Accepted>(await transport.SendAsync(Text(to, "One"), default));
        var second = Assert.IsType<TransportAnswer.Accepted>(await transport.SendAsync(Text(to, "Two"), default));
        Assert.NotEmpty(first.CarrierId);
        Assert.NotEqual(first.CarrierId, second.CarrierId);
    }

    [Theory]
    [InlineData(CarrierBehaviour.RefusesInvalidNumber, RejectionClass.TransportError, "21211")]
    [InlineData(CarrierBehaviour.RefusesOptedOut, RejectionClass.OptedOut, "21610")]
    [InlineData(CarrierBehaviour.RefusesLandline, RejectionClass.Landline, "21614")]
    public async Task A_refusal_is_returned_with_the_carrier_s_code(CarrierBehaviour behaviour, RejectionClass expected, string code)
    {
        var (transport, to) = await CreateAsync(behaviour);
        Assert.Equal(new TransportAnswer.Rejected(code, expected), await transport.SendAsync(Text(to, "Hello"), default));
    }

    [Fact]
    public async Task A_carrier_that_is_busy_says_when_to_try_again()
    {
        var (transport, to) = await CreateAsync(CarrierBehaviour.IsBusy);
        var answer = Assert.IsType<TransportAnswer.Busy>(await transport.SendAsync(Text(to, "Hello"), default));
        Assert.True(answer.RetryAfter > Duration.Zero);
    }

    [Theory]
    [InlineData(CarrierBehaviour.LosesItsAnswer)]
    [InlineData(CarrierBehaviour.LosesTheText)]
    public async Task No_answer_throws(CarrierBehaviour behaviour)
    {
        var (transport, to) = await CreateAsync(behaviour);
        await Assert.ThrowsAnyAsync<Exception>(() => transport.SendAsync(Text(to, "Hello"), default));
    }

    [Fact]
    public async Task A_call_that_is_cancelled_beforehand_hands_nothing_over()
    {
        var (transport, to) = await CreateAsync(CarrierBehaviour.Accepts);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => transport.SendAsync(Text(to, "Hello"), new CancellationToken(canceled: true)));
        if (transport is IMessageLookup lookup)
        {
            Assert.Empty(await lookup.FindAsync(From, to, default, default));
        }
    }

    [Theory]
    [InlineData(CarrierBehaviour.LosesItsAnswer, true)]
    [InlineData(CarrierBehaviour.LosesTheText, false)]
    [InlineData(CarrierBehaviour.RefusesInvalidNumber, false)]
    [InlineData(CarrierBehaviour.IsBusy, false)]
    public async Task A_look_up_finds_what_the_carrier_took_and_nothing_else(CarrierBehaviour behaviour, bool found)
    {
        var (transport, to) = await CreateAsync(behaviour);
        if (transport is not IMessageLookup lookup)
        {
            return;
        }

        var text = Text(to, "¿Sí? 👍");
        await Record.ExceptionAsync(() => transport.SendAsync(text, default));
        var records = await lookup.FindAsync(From, to, default, default);
        Assert.Equal(found ? [text.Text] : [], records.Select(record => record.Text));
    }

    [Fact]
    public async Task A_look_up_is_by_both_numbers_and_by_time()
    {
        var (transport, to) = await CreateAsync(CarrierBehaviour.Accepts);
        if (transport is not IMessageLookup lookup)
        {
            return;
        }

        var answer = Assert.IsType<TransportAnswer.Accepted>(await transport.SendAsync(Text(to, "Hello"), default));
        var record = Assert.Single(await lookup.FindAsync(From, to, default, default));
        Assert.Equal(answer.CarrierId, record.CarrierId);
        Assert.Equal(record, Assert.Single(await lookup.FindAsync(From, to, record.CreatedAt, default)));
        Assert.Empty(await lookup.FindAsync(From, to, record.CreatedAt + Duration.FromDays(2), default));
        Assert.Empty(await lookup.FindAsync(PhoneNumber.Parse("+13125550002"), to, default, default));
        Assert.Empty(await lookup.FindAsync(From, PhoneNumber.Parse("+13125550199"), default, default));
    }

    private static OutgoingText Text(PhoneNumber to, string text) => new(MessageId.New(), From, to, text, Duration.FromHours(1));
}
