import { useState } from 'preact/hooks';
import { type Appointment, api } from '../api.js';
import { Choice, Field, Form, type Values } from '../form.js';
import { asMoment, asPeriod } from '../format.js';
import { Table, useList } from '../list.js';

const STATUS = { BOOKED: 'Booked', CANCELLED: 'Cancelled' } as const;

export function Appointments() {
  const appointments = useList(api.appointments);
  const customers = useList(api.customers);
  const services = useList(api.services);
  const [booked, setBooked] = useState<Appointment>();

  const nameIn = (list: readonly { id: string; name: string }[], id: string | null) =>
    list.find((item) => item.id === id)?.name ?? '–';

  const book = async ({ resource = '', customerId = '', serviceId = '', start = '' }: Values) => {
    setBooked(undefined);
    const minutes = services.items.find(({ id }) => id === serviceId)?.durationMinutes ?? 60;
    setBooked(await api.book({ resource, customerId, serviceId, ...asPeriod(start, minutes) }));
    await appointments.reload();
  };

  const cancel = async ({ id = '', code = '' }: Values) => {
    await api.cancel(id, code);
    setBooked(undefined);
    await appointments.reload();
  };

  const open = appointments.items
    .filter(({ status }) => status === 'BOOKED')
    .map(({ id, resource, startsAt }) => ({ id, name: `${resource.name}, ${asMoment(startsAt)}` }));

  return (
    <div class="columns">
      <Table
        name="appointment"
        caption="Agenda"
        columns={['From', 'To', 'Resource', 'Customer', 'Service', 'Status']}
        list={appointments}
        row={({ startsAt, endsAt, resource, customerId, serviceId, status }) => [
          asMoment(startsAt),
          asMoment(endsAt),
          resource.name,
          nameIn(customers.items, customerId),
          nameIn(services.items, serviceId),
          STATUS[status],
        ]}
      />
      <div class="stack">
        <section class="card">
          <h2>New appointment</h2>
          <Form name="appointment" submit="Book" onSubmit={book}>
            <Field
              id="appointment-resource"
              name="resource"
              label="Resource (room, person …)"
              maxlength={100}
              required
            />
            <Choice id="appointment-customer" name="customerId" label="Customer" options={customers.items} />
            <Choice id="appointment-service" name="serviceId" label="Service" options={services.items} />
            <Field id="appointment-start" name="start" label="Start" type="datetime-local" required />
          </Form>
          <p class="note" role="status" data-testid="appointment-code">
            {booked?.cancellationCode && `Booked. Code for cancelling: ${booked.cancellationCode}`}
          </p>
        </section>
        <section class="card">
          <h2>Cancel</h2>
          <Form name="cancel" submit="Cancel appointment" onSubmit={cancel}>
            <Choice id="cancel-appointment" name="id" label="Appointment" options={open} />
            <Field id="cancel-code" name="code" label="Code" inputmode="numeric" pattern="[0-9]{8}" required />
          </Form>
        </section>
      </div>
    </div>
  );
}
