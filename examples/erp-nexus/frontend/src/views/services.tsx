import { api } from '../api.js';
import { Field, Form, type Values } from '../form.js';
import { asMoney } from '../format.js';
import { Table, useList } from '../list.js';

export function Services() {
  const services = useList(api.services);

  const create = async ({ name = '', price = '', duration }: Values) => {
    await api.createService({ name, price, durationMinutes: Number(duration) });
    await services.reload();
  };

  return (
    <div class="columns">
      <Table
        name="service"
        caption="Catalogue"
        columns={['Name', 'Price', 'Duration']}
        list={services}
        row={({ name, price, durationMinutes }) => [name, asMoney(price), `${durationMinutes} min`]}
      />
      <section class="card">
        <h2>New service</h2>
        <Form name="service" submit="Add service" onSubmit={create}>
          <Field id="service-name" name="name" label="Name" maxlength={200} required />
          <Field id="service-price" name="price" label="Price (R$)" type="number" min="0" step="0.01" required />
          <Field
            id="service-duration"
            name="duration"
            label="Duration (minutes)"
            type="number"
            min="5"
            max="1440"
            required
          />
        </Form>
      </section>
    </div>
  );
}
