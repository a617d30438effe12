// The courses that the viewer may see, to choose one.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { ask } from './ask';
import { FindCourses } from './documents';
import { TextField } from './fields';
import { Trouble } from './problems';

export function CourseList() {
  const [text, setText] = useState('');
  const search = useDeferredValue(text);
  const { data, error } = useQuery({
    queryKey: ['courses', search],
    queryFn: () => ask(FindCourses, { search }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <h1 className="h2">Courses</h1>
      <TextField id="search" label="Organization, number or title" value={text} onChange={setText} />
      {error && <Trouble error={error} />}
      <p role="status">
        {data?.courses && `${data.courses.nodes.length} of ${data.courses.totalCount} courses`}
      </p>
      <ul className="list-unstyled">
        {data?.courses?.nodes.map(({ key, title, type }) => (
          <li key={key} className="mb-2">
            <a href={`#${encodeURIComponent(key)}`}>
              <bdi>{title}</bdi>
            </a>{' '}
            <small>
              {key}, {type.name}
            </small>
          </li>
        ))}
      </ul>
    </>
  );
}
